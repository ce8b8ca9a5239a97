import { exchangeBytes } from '../../wire/exchange-bytes.ts';
import type { Received } from '../../wire/read-answer.ts';
import { readAnswer } from '../../wire/read-answer.ts';
import { formOf, toReceived } from '../http/forms.ts';
import type { Driven } from './driven.ts';

const PATHS = [
  '/latest/meta-data/',
  '/latest/meta-data/instance-id',
  '/latest/meta-data/tags/instance/Name',
  '/latest/meta-data/spot/instance-action',
  '/latest/dynamic/instance-identity/document',
  '/latest/meta-data/iam/security-credentials/',
  '/latest/user-data',
  '/latest/x',
];

/** Checks that the metadata port answers as the service does without a wire, and with no failure. */
export async function checkMetadata(driven: Driven, turn: number): Promise<readonly string[]> {
  const path = PATHS[turn % PATHS.length] ?? '/';
  const expected = ask(driven, path);
  const failure = expected.status >= 500 ? [`${path} answers ${expected.status}`] : [];
  // A fault may change every answer, and the port is closed while one refuses connections.
  if (driven.mock.control.faults.size > 0) return failure;
  const request = `GET ${path} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n`;
  const sending = { cuts: [], ending: 'end', awaited: 1 } as const;
  const { text, violations } = await exchangeBytes(driven.port, request, sending);
  const received = readAnswer(text);
  const isSame = received !== undefined && formOf(received.answer) === formOf(expected);
  return [
    ...failure,
    ...violations,
    ...(isSame ? [] : [`${path} answers ${JSON.stringify(text)} instead of ${formOf(expected)}`]),
  ];
}

function ask({ mock: { imds } }: Driven, path: string): Received {
  const request = { method: 'GET', path, headers: {}, client: '127.0.0.1' };
  return toReceived(imds.handle(request).answer);
}
