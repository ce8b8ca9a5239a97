import { toPrintable } from '@aemm/config';
import type { RouteFacts, Snapshot } from '@aemm/core';
import type { ListeningService } from '@aemm/server';
import { formatDuration } from './duration.ts';
import type { Piece, Row } from './layout.ts';
import { layOut } from './layout.ts';
import type { Terminal } from './terminal.ts';

/** What a banner is about. */
export interface BannerFacts {
  /** Where a client on this machine reaches the mock: `http://127.0.0.1:1338`. */
  readonly url: string;
  /** Where its control plane is, if it has one. */
  readonly controlUrl: string | undefined;
  /** The services of categories that listen on ports of their own. */
  readonly services: readonly Pick<ListeningService, 'category' | 'url' | 'path'>[];
  /** The host it listens on, as configured. */
  readonly hostname: string;
  /** What it serves. */
  readonly snapshot: Snapshot;
  /** The time, in milliseconds since the Unix epoch. */
  readonly now: number;
  /** The command that lists its paths: `ec2-metadata-mock routes`. */
  readonly listing: string;
  readonly platform: NodeJS.Platform;
}

/** Renders the lines that introduce a mock to a person: where it is, what it simulates, and how to use it. */
export function renderBanner(facts: BannerFacts, terminal: Terminal): string {
  const { snapshot, listing, controlUrl } = facts;
  const rows: Row[] = [
    { label: 'address', lines: [addressLine(facts)] },
    {
      label: 'control',
      lines: linesOf(controlUrl === undefined ? [] : [{ text: controlUrl, style: 'cyan' }]),
    },
    { label: 'profile', lines: [profileLine(snapshot)] },
    { label: 'instance', lines: linesOf(instanceLine(snapshot)) },
    { label: 'services', lines: facts.services.map(serviceLine) },
    { label: 'notices', lines: noticeLines(facts) },
    { label: 'AWS SDKs', lines: [[{ text: endpointCommand(facts), style: 'bold' }]] },
    {
      label: 'paths',
      lines: [[{ text: `${snapshot.routes.length}, ` }, { text: `see "${listing}"` }]],
    },
  ];
  const stated = rows.filter(({ lines }) => lines.length > 0);
  return ['', ...layOut(stated, terminal), '', ''].join('\n');
}

const EVERY_INTERFACE: ReadonlySet<string> = new Set(['', '0.0.0.0', '::']);

function addressLine({ url, hostname }: BannerFacts): Piece[] {
  const address: Piece = { text: url, style: 'cyan' };
  return EVERY_INTERFACE.has(hostname)
    ? [
        address,
        { text: ' and every other address', style: 'dim' },
        { text: ' of this machine', style: 'dim' },
      ]
    : [address];
}

function serviceLine({ category, url, path }: BannerFacts['services'][number]): Piece[] {
  return [{ text: `${category} ` }, { text: toPrintable(`${url}${path}`), style: 'cyan' }];
}

function profileLine({ profile, metadataOptions }: Snapshot): Piece[] {
  if (metadataOptions.httpEndpoint === 'disabled') {
    return [{ text: `${profile.id}, ` }, { text: 'with the endpoint disabled', style: 'yellow' }];
  }
  const versions = metadataOptions.httpTokens === 'required' ? 'IMDSv2 only' : 'IMDSv1 and IMDSv2';
  return [{ text: `${profile.id}, ` }, { text: versions }];
}

function linesOf(pieces: Piece[]): Piece[][] {
  return pieces.length > 0 ? [pieces] : [];
}

/** What is served, which single values of a configuration may have changed. */
function instanceLine({ routes }: Snapshot): Piece[] {
  const facts = INSTANCE_KEYS.flatMap((key) => {
    const content = routes.find((route) => route.key === key)?.content;
    return content?.kind === 'text' ? [toPrintable(content.text)] : [];
  });
  return facts.map((text, index) => ({ text: index < facts.length - 1 ? `${text}, ` : text }));
}

const INSTANCE_KEYS = ['instance-id', 'instance-type', 'placement-availability-zone'];

/** More lines would scroll the address away. */
const MOST_NOTICES = 10;
const COMMON = '/latest/meta-data/';

function noticeLines({ snapshot, now }: BannerFacts): Piece[][] {
  const notices = snapshot.routes.filter(({ firesAt = Number.POSITIVE_INFINITY }) =>
    Number.isFinite(firesAt),
  );
  if (notices.length === 0) return [[{ text: 'none', style: 'dim' }]];
  const shown = notices.slice(0, MOST_NOTICES);
  const width = Math.max(...shown.map((route) => nameOf(route).length)) + 2;
  const lines = shown.map((route) => [
    { text: nameOf(route).padEnd(width) },
    timePiece(route.firesAt ?? now, now),
  ]);
  const more = notices.length - shown.length;
  if (more > 0) lines.push([{ text: `and ${more} more` }]);
  return [...lines, ...clientLines(snapshot.eligibleClients)];
}

function nameOf({ path }: RouteFacts): string {
  return toPrintable(path.startsWith(COMMON) ? path.slice(COMMON.length) : path);
}

function timePiece(firesAt: number, now: number): Piece {
  const seconds = Math.ceil((firesAt - now) / 1000);
  return seconds <= 0
    ? { text: 'now', style: 'green' }
    : { text: `in ${formatDuration(seconds)}`, style: 'yellow' };
}

function clientLines(limit: number): Piece[][] {
  if (limit < 0) return [];
  const some = limit === 1 ? 'the first client address' : `the first ${limit} client addresses`;
  const clients = `to ${limit === 0 ? 'no client' : some} `;
  return [
    [
      { text: clients, style: 'dim' },
      { text: '(--mock-ip-count)', style: 'dim' },
    ],
  ];
}

/** With a slash at its end, which older versions of botocore need. */
function endpointCommand({ url, platform }: BannerFacts): string {
  const name = 'AWS_EC2_METADATA_SERVICE_ENDPOINT';
  return platform === 'win32' ? `$env:${name}='${url}/'` : `export ${name}=${url}/`;
}
