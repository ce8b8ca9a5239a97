import type { Asked } from './ask.ts';
import { ask } from './ask.ts';
import { checkClock } from './check-clock.ts';
import type { Finding } from './finding.ts';
import { ok, problem } from './finding.ts';
import type { MockPlace } from './target.ts';
import { addressOf, ENDPOINT_VARIABLE, hostOf, isLoopback, showUrl } from './target.ts';

const CHECK = 'service';

/** Where a service is expected, and what decides on the advice if it is not there. */
export interface ServiceQuestion {
  readonly url: URL;
  /** Whether this is a container, whose loopback is its own. */
  readonly isContainer: boolean;
  readonly now: () => number;
}

/** Asks the service that clients are pointed to for what every one of them asks. */
export async function checkService(question: ServiceQuestion): Promise<Finding[]> {
  const { url, now } = question;
  const listing = await ask(new URL('/latest/meta-data/', url), 'GET');
  if (listing.kind !== 'answer') return [describeSilence(question, listing)];
  if (listing.status !== 401 && !isListing(listing)) {
    const message = `What answers at ${showUrl(url)} is not a metadata service (status ${listing.status}).`;
    return [
      problem(CHECK, message, 'Start the mock on another port, and set the endpoint to that.'),
    ];
  }
  const tokens = await ask(new URL('/latest/api/token', url), 'PUT', {
    'x-aws-ec2-metadata-token-ttl-seconds': '60',
  });
  return [
    ok(CHECK, describeVersions(url, listing.status)),
    ...describeTokens(tokens),
    ...checkClock(listing.headers, now()),
  ];
}

/** What is found where no client can be pointed to the mock. */
export function describeNoUrl(mock: MockPlace): Finding {
  return mock.port === '0'
    ? problem(
        CHECK,
        'With port 0 the mock takes a free port, which is known once it runs.',
        `Set ${ENDPOINT_VARIABLE} to where the mock listens, or choose another port.`,
      )
    : problem(
        CHECK,
        `${addressOf(mock)} is not a URL.`,
        'Set the hostname to a name, or to an address without a zone.',
      );
}

type Answer = Extract<Asked, { kind: 'answer' }>;

function isListing({ status, body }: Answer): boolean {
  return status === 200 && /^instance-id$/m.test(body);
}

function describeVersions(url: URL, status: number): string {
  const versions =
    status === 401
      ? 'IMDSv2 only: a request without a session token gets 401'
      : 'IMDSv1 and IMDSv2';
  return `A metadata service answers at ${showUrl(url)} (${versions}).`;
}

function describeTokens(asked: Asked): Finding[] {
  if (asked.kind === 'answer' && asked.status === 200) return [];
  const reason = asked.kind === 'answer' ? `status ${asked.status}` : 'no answer';
  return [
    problem(
      CHECK,
      `It issues no session tokens (${reason}): clients of IMDSv2 fail.`,
      'Look for a proxy in between, which is refused by its X-Forwarded-For header.',
    ),
  ];
}

function describeSilence(
  { url, isContainer }: ServiceQuestion,
  asked: Exclude<Asked, Answer>,
): Finding {
  const shown = showUrl(url);
  if (asked.kind === 'link-local') {
    const message = `${shown} is a link-local address, which is not asked: see "link-local".`;
    return ok(CHECK, message);
  }
  const host = hostOf(url);
  const start = `Start the mock: ec2-metadata-mock --port ${url.port || 80}`;
  switch (asked.code) {
    case 'ECONNREFUSED': {
      const inside =
        isContainer && isLoopback(host)
          ? `In a container, ${host} is the container itself: use the name of the mock's service. `
          : '';
      return problem(CHECK, `Nothing listens at ${shown}.`, `${inside}${start}`);
    }
    case 'ENOTFOUND':
    case 'EAI_AGAIN': {
      const advice = 'Check its spelling, and that both containers are in one network.';
      return problem(CHECK, `The name ${host} cannot be resolved.`, advice);
    }
    default:
      return problem(CHECK, `${shown} does not answer (${asked.code}).`, `${start}`);
  }
}
