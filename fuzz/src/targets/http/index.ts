import { unprintableLines } from '../../printable.ts';
import type { Target } from '../../target.ts';
import { exchangeBytes } from '../../wire/exchange-bytes.ts';
import { checkAnswers } from './check-answers.ts';
import { createForms } from './forms.ts';
import type { HttpCase } from './http-case.ts';
import { bytesOf, httpCases, SECRET } from './http-case.ts';
import type { Served } from './served.ts';
import { PROFILES, serve } from './served.ts';

/** Raw bytes on real connections to the server, in both profiles. */
export const httpTarget: Target<HttpCase> = {
  name: 'http',
  share: 879,
  cases: httpCases,
  async open() {
    const served = await Promise.all(PROFILES.map(serve));
    const forms = served.map(createForms);
    return {
      async check(input) {
        const index = input.profile === 'aemm' ? 0 : 1;
        const [mock, known] = [served[index], forms[index]];
        if (mock === undefined || known === undefined) return ['no such profile'];
        const expected = input.lead.map((at) => known.answerAt(at));
        const bytes = bytesOf(input, known.requestAt);
        // Profile ec2 closes the connection after each answer.
        const awaited = input.profile === 'aemm' ? expected.length : Math.min(1, expected.length);
        const result = await exchangeBytes(mock.port, bytes, { ...input, awaited });
        const answers = input.ending === 'reset' ? [] : checkAnswers(result, known, expected);
        return [...answers, ...checkLog(mock.takeLog(), mock.token)];
      },
      async close() {
        const left = await Promise.all(served.map(closeServed));
        return left.flat();
      },
    };
  },
};

function checkLog(log: string, token: string): string[] {
  const leaked = [SECRET, token].filter((secret) => log.includes(secret));
  return [...leaked.map((secret) => `the log has the secret ${secret}`), ...unprintableLines(log)];
}

async function closeServed({ mock }: Served): Promise<readonly string[]> {
  // The server learns of the end of a connection a moment after the client.
  for (let waits = 0; waits < 100 && mock.stats.connections > 0; waits++) {
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  const { connections } = mock.stats;
  await mock.close({ quietMs: 0, graceMs: 100 });
  return connections === 0 ? [] : [`${connections} connections are left open`];
}
