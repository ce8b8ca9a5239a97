import { readFileSync } from 'node:fs';
import type { ImdsSpec, Profile } from '@aemm/core';
import { aemmProfile, createEc2Profile, createImds } from '@aemm/core';
import { createManualClock, createSeededRandom, weakMac } from '@aemm/core/testing';
import { createIdentitySigner } from '@aemm/server';
import { describe, expect, test } from 'vitest';
import { allCategories } from '../src/bundled-categories.ts';

const page = readFileSync(new URL('../../../docs/reference/fidelity.md', import.meta.url), 'utf8');

interface Row {
  readonly spec: Partial<ImdsSpec>;
  readonly behaviour: string;
  readonly request: readonly string[];
  readonly ec2: string;
  readonly aemm: string;
}

const codeIn = (cell: string) => [...cell.matchAll(/`([^`]+)`/g)].map(([, code = '']) => code);

/** The rows that carry a request, each with the spec in the block above its table, up to the next heading. */
function readRows(): Row[] {
  let spec: Partial<ImdsSpec> = {};
  return page.split(/\n\n+/).flatMap((block) => {
    if (block.startsWith('#')) spec = {};
    const [, json] = /^```json\n(.*)^```$/ms.exec(block) ?? [];
    if (json !== undefined) spec = JSON.parse(json);
    return readTable(block).map((row) => ({ ...row, spec }));
  });
}

function readTable(block: string): Omit<Row, 'spec'>[] {
  return [...block.matchAll(/^\| (.*) \|$/gm)].flatMap(([, line = '']) => {
    const [behaviour = '', request = '', , ec2 = '', aemm = ''] = line.split(' | ');
    return request.startsWith('`') ? [{ behaviour, request: codeIn(request), ec2, aemm }] : [];
  });
}

const rows = readRows();

/** Sends the request of a row; `TOKEN` in it is a session token that is good for six hours. */
function send(profile: Profile, { spec, request: [line = '', ...fields] }: Row) {
  const imds = createImds({
    spec: { categories: allCategories, profile, ...spec },
    clock: createManualClock('2026-01-01T00:00:00Z'),
    random: createSeededRandom(),
    signer: createIdentitySigner(),
    mac: weakMac,
  });
  const handle = (method: string, path: string, headers: Record<string, string>) =>
    imds.handle({ method, path, headers, client: '127.0.0.1' });
  const token = () => {
    const headers = { 'x-aws-ec2-metadata-token-ttl-seconds': '21600' };
    return String(handle('PUT', '/latest/api/token', headers).answer.body);
  };
  const headers = fields.map((field) => {
    const [name = '', value = ''] = field.split(': ');
    return [name.toLowerCase(), value === 'TOKEN' ? token() : value];
  });
  const [method = '', path = ''] = line.split(' ');
  return handle(method, path, Object.fromEntries(headers));
}

function expectAnswer(cell: string, { outcome, answer }: ReturnType<typeof send>): void {
  if (cell === 'no answer') {
    expect(outcome.kind).toBe('unanswered');
    return;
  }
  const [status, ...rest] = codeIn(cell);
  const headers = answer.headers.flatMap((name, index, all) =>
    index % 2 === 0 ? [`${name}: ${all[index + 1]}`] : [],
  );
  const { body } = answer;
  const text = typeof body === 'string' ? body : new TextDecoder().decode(body);
  expect(String(answer.status)).toBe(status);
  for (const code of rest) {
    if (code.startsWith('"')) expect(text).toBe(JSON.parse(code));
    else if (code.startsWith('…')) expect(text).toContain(code.slice(1));
    else expect(headers).toContain(code);
  }
}

test('the page has requests to check', () => {
  expect(rows.length).toBeGreaterThan(50);
});

describe('the page of fidelity is right about', () => {
  test.each(rows)('$behaviour, in profile ec2', (row) => {
    expectAnswer(row.ec2, send(createEc2Profile(), row));
  });

  test.each(rows)('$behaviour, in profile aemm', (row) => {
    expectAnswer(row.aemm, send(aemmProfile, row));
  });
});
