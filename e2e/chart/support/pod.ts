import { mkdirSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { connect } from 'node:net';
import type { Files, TempTree } from '@aemm/testing';
import { tempTree } from '@aemm/testing';
import type { Mock } from '../../cli/support/mock.ts';
import { startMock } from '../../cli/support/mock.ts';
import type { Container, EnvVar } from './manifests.ts';
import { containerOf } from './manifests.ts';

/** What the cluster gives to a pod. */
export interface Cluster {
  /** The ConfigMap that it mounts. */
  readonly configMap?: ConfigMapVolume;
  /** What its secrets hold, by `name/key`. */
  readonly secrets?: Readonly<Record<string, string>>;
}

/** Where a mock listens in a test. What a container says in its place is checked in its manifest. */
const LOOPBACK: Readonly<Record<string, string>> = {
  AEMM_SERVER_HOSTNAME: '127.0.0.1',
  AEMM_SERVER_PORT: '0',
  AEMM_CONTROL_HOSTNAME: '127.0.0.1',
  AEMM_CONTROL_PORT: '0',
};

/** Runs the mock as the container of a case does, but on loopback and a free port. */
export function startPod(name: string, cluster: Cluster = {}): Promise<Mock> {
  const container = containerOf(name);
  const variables = container.env.map((variable) => [
    variable.name,
    LOOPBACK[variable.name] ?? resolveVariable(variable, container, cluster),
  ]);
  return startMock(container.args?.join(' '), {
    // A variable that the container has not is not there.
    env: {
      AEMM_SERVER_HOSTNAME: undefined,
      AEMM_SERVER_PORT: undefined,
      ...Object.fromEntries(variables),
    },
  });
}

/** The value of a variable; a path in a mounted folder is one in the folder that stands for it. */
function resolveVariable(variable: EnvVar, container: Container, cluster: Cluster): string {
  const { value = '', valueFrom } = variable;
  if (valueFrom !== undefined) {
    const { name, key } = valueFrom.secretKeyRef;
    return cluster.secrets?.[`${name}/${key}`] ?? '';
  }
  const mount = container.volumeMounts?.find(({ mountPath }) => value.startsWith(`${mountPath}/`));
  if (mount === undefined || cluster.configMap === undefined) return value;
  return cluster.configMap.path + value.slice(mount.mountPath.length);
}

/** Whether a TCP probe of the kubelet, which connects and hangs up, succeeds. */
export function probe({ port }: Mock): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
    socket.once('connect', () => socket.destroy());
  });
}

/** A ConfigMap as the kubelet lays it out: files are links through `..data`, a link to the folder of one state. */
export class ConfigMapVolume implements Disposable {
  readonly #tree: TempTree = tempTree();
  #state = 0;

  constructor(files: Files) {
    this.replace(files);
    for (const name of Object.keys(files)) symlinkSync(`..data/${name}`, this.#tree.join(name));
  }

  get path(): string {
    return this.#tree.path;
  }

  /** Puts a new state in the place of the last one, at once. */
  replace(files: Files): void {
    const last = `..state_${this.#state}`;
    this.#state += 1;
    const folder = `..state_${this.#state}`;
    mkdirSync(this.#tree.join(folder));
    this.#tree.write(
      Object.fromEntries(Object.entries(files).map(([name, file]) => [`${folder}/${name}`, file])),
    );
    symlinkSync(folder, this.#tree.join('..data_tmp'));
    renameSync(this.#tree.join('..data_tmp'), this.#tree.join('..data'));
    rmSync(this.#tree.join(last), { recursive: true, force: true });
  }

  [Symbol.dispose](): void {
    this.#tree.remove();
  }
}
