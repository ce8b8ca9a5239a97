import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { TESTS } from './chart.ts';

type Labels = Readonly<Record<string, string>>;

/** What the tests read of a Kubernetes object. */
export interface Manifest {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: {
    readonly name: string;
    readonly namespace?: string;
    readonly labels: Labels;
    readonly annotations?: Labels;
  };
  readonly [field: string]: unknown;
}

export interface EnvVar {
  readonly name: string;
  readonly value?: string;
  readonly valueFrom?: { readonly secretKeyRef: { readonly name: string; readonly key: string } };
}

export interface Container {
  readonly name: string;
  readonly image: string;
  readonly command?: readonly string[];
  readonly args?: readonly string[];
  readonly env: readonly EnvVar[];
  readonly ports: readonly { readonly name: string; readonly containerPort: number }[];
  readonly readinessProbe: {
    readonly tcpSocket?: { readonly port: string; readonly host?: string };
    readonly httpGet?: { readonly port: string; readonly path: string };
  };
  readonly resources?: object;
  readonly securityContext?: Readonly<Record<string, unknown>>;
  readonly volumeMounts?: readonly { readonly name: string; readonly mountPath: string }[];
}

interface PodSpec {
  readonly containers: readonly [Container];
  readonly nodeSelector: Labels;
  readonly tolerations?: readonly object[];
  readonly volumes?: readonly object[];
  readonly [field: string]: unknown;
}

interface Deployment extends Manifest {
  readonly spec: {
    readonly replicas: number;
    readonly strategy: { readonly type: string };
    readonly selector: { readonly matchLabels: Labels };
    readonly template: {
      readonly metadata: { readonly labels: Labels; readonly annotations?: Labels };
      readonly spec: PodSpec;
    };
  };
}

interface Service extends Manifest {
  readonly spec: {
    readonly selector: Labels;
    readonly internalTrafficPolicy?: string;
    readonly ports: readonly { readonly name: string; readonly [field: string]: unknown }[];
  };
}

interface Pod extends Manifest {
  readonly spec: PodSpec;
}

interface Kinds {
  readonly Deployment: Deployment;
  readonly DaemonSet: Deployment;
  readonly Pod: Pod;
  readonly Service: Service;
  readonly [kind: string]: Manifest;
}

export function parseManifests(text: string): Manifest[] {
  return parseAllDocuments(text).flatMap((document) => {
    if (document.errors[0] !== undefined) throw document.errors[0];
    return document.toJS() ?? [];
  });
}

export function renderingOf(name: string): string {
  return join(TESTS, 'rendered', `${name}.yaml`);
}

/** All that a case installs. */
export function manifestsOf(name: string): Manifest[] {
  return parseManifests(readFileSync(renderingOf(name), 'utf8'));
}

/** All of one kind that a case installs. */
export function allOf<Kind extends string>(kind: Kind, name: string): Kinds[Kind][] {
  return manifestsOf(name).filter((manifest) => manifest.kind === kind) as Kinds[Kind][];
}

/** The one of its kind that a case installs. */
export function oneOf<Kind extends string>(kind: Kind, name: string): Kinds[Kind] {
  const [found, ...more] = allOf(kind, name);
  if (found === undefined || more.length > 0) throw new Error(`${name}: not one ${kind}`);
  return found;
}

/** What runs the pods of a case. */
export function workloadsOf(name: string): Deployment[] {
  return [...allOf('Deployment', name), ...allOf('DaemonSet', name)];
}

/** The service of a case by the name of its port: `http` or `control`. */
export function serviceOf(name: string, port: string): Service | undefined {
  return allOf('Service', name).find(({ spec }) => spec.ports.some((each) => each.name === port));
}

/** The container in which the mock of a case runs. */
export function containerOf(name: string): Container {
  const [workload] = workloadsOf(name);
  if (workload === undefined) throw new Error(`${name}: no workload`);
  return workload.spec.template.spec.containers[0];
}

/** Its environment, without what it takes from secrets. */
export function environmentOf(name: string): Record<string, string> {
  return Object.fromEntries(containerOf(name).env.map(({ name, value = '' }) => [name, value]));
}
