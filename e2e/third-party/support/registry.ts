import { createReadStream } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import { json } from 'node:stream/consumers';
import { findInstalled } from './installed-packages.ts';
import type { PackedPackage } from './pack-workspace.ts';
import type { Manifest } from './tarball.ts';
import { packInstalled } from './tarball.ts';

/** An npm registry on loopback: our packages as they are packed, and those of others as they are installed here. */
export interface Registry {
  readonly url: string;
  close(): Promise<void>;
}

interface Release {
  readonly manifest: Manifest;
  open(): Readable;
}

/** Starts a registry, so that what users install by name is installed without a network. */
export async function startRegistry(packed: readonly PackedPackage[]): Promise<Registry> {
  const releases = collectReleases(packed);
  const server = createServer((request, response) => {
    if (request.method === 'PUT') publish(request, response, releases);
    else answer(request, response, releases);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function collectReleases(packed: readonly PackedPackage[]): Map<string, readonly Release[]> {
  const releases = new Map<string, readonly Release[]>();
  for (const [name, versions] of findInstalled()) {
    const opened = versions.map(({ manifest, folder }) => ({
      manifest,
      open: () => packInstalled(folder),
    }));
    releases.set(name, opened);
  }
  for (const { manifest, tarball } of packed) {
    releases.set(manifest.name, [{ manifest, open: () => createReadStream(tarball) }]);
  }
  return releases;
}

function answer(
  request: IncomingMessage,
  response: ServerResponse,
  releases: ReadonlyMap<string, readonly Release[]>,
): void {
  const { pathname } = new URL(request.url ?? '/', `http://${request.headers.host}`);
  const [name = '', version] = decodeURIComponent(pathname.slice(1)).split('/-/');
  const found = releases.get(name) ?? [];
  if (version === undefined && found.length > 0) {
    const body = describe(name, found, `http://${request.headers.host}`);
    response.setHeader('content-type', 'application/json').end(JSON.stringify(body));
    return;
  }
  const release = found.find(({ manifest }) => `${manifest.version}.tgz` === version);
  if (release === undefined) {
    response.writeHead(404).end('{"error":"Not found"}');
    return;
  }
  response.setHeader('cache-control', 'public, max-age=31536000, immutable');
  release.open().pipe(response);
}

/** What `npm publish` sends: the manifests of versions, and a tarball in base64. */
interface Publication {
  readonly name: string;
  readonly versions: Readonly<Record<string, Manifest>>;
  readonly _attachments: Readonly<Record<string, { readonly data: string }>>;
}

async function publish(
  request: IncomingMessage,
  response: ServerResponse,
  releases: Map<string, readonly Release[]>,
): Promise<void> {
  const { name, versions, _attachments } = (await json(request)) as Publication;
  const [manifest] = Object.values(versions);
  const [attachment] = Object.values(_attachments);
  if (manifest !== undefined && attachment !== undefined) {
    const tarball = Buffer.from(attachment.data, 'base64');
    const release = { manifest, open: () => Readable.from([tarball]) };
    releases.set(name, [...(releases.get(name) ?? []), release]);
  }
  response.writeHead(201).end('{}');
}

/** What npm asks a registry about a package. */
function describe(name: string, releases: readonly Release[], host: string): object {
  const versions = releases.map(({ manifest }) => {
    const tarball = `${host}/${encodeURIComponent(name)}/-/${manifest.version}.tgz`;
    return [manifest.version, { ...manifest, dist: { tarball } }] as const;
  });
  const latest = versions
    .map(([version]) => version)
    .sort(compareVersions)
    .at(-1);
  return { name, 'dist-tags': { latest }, versions: Object.fromEntries(versions) };
}

function compareVersions(one: string, other: string): number {
  return one.localeCompare(other, 'en', { numeric: true });
}
