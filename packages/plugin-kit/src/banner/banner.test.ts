import type { ImdsSpec } from '@aemm/core';
import { bundledCategories, compileSnapshot, defineCategory } from '@aemm/core';
import { describe, expect, test } from 'vitest';
import type { BannerFacts } from './banner.ts';
import { renderBanner } from './banner.ts';

const NOW = Date.parse('2024-01-01T00:00:00Z');

const weather = defineCategory({
  id: 'weather',
  contract: 1,
  description: 'the weather',
  notices: [
    { key: 'storm', path: 'meta-data/weather/storm', trigger: 'mock', value: () => 'soon' },
    {
      key: 'frost',
      path: '/weather/frost',
      trigger: () => ({ delaySec: 93_784 }),
      value: () => 'late',
    },
  ],
});

function factsOf(spec: Partial<ImdsSpec> = {}, facts: Partial<BannerFacts> = {}): BannerFacts {
  const categories = [...bundledCategories, weather];
  return {
    url: 'http://127.0.0.1:1338',
    controlUrl: undefined,
    services: [],
    hostname: '0.0.0.0',
    snapshot: compileSnapshot({ categories, ...spec }, NOW),
    now: NOW,
    listing: 'ec2-metadata-mock routes',
    platform: 'linux',
    ...facts,
  };
}

/** The banner as it is seen, or with the name of each style around its text. */
function render(facts: BannerFacts, columns: number, withStyles = false): string {
  return renderBanner(facts, {
    columns,
    paint: (style, text) => (withStyles ? `<${style}>${text}</${style}>` : text),
    write() {},
  });
}

describe('the banner', () => {
  test('of 80 columns shows address, profile, instance, notices and how to use it', () => {
    expect(render(factsOf(), 80)).toMatchInlineSnapshot(`
      "
        address   http://127.0.0.1:1338 and every other address of this machine
        profile   aemm, IMDSv1 and IMDSv2
        instance  i-1234567890abcdef0, m4.xlarge, us-east-1a
        notices   weather/storm   now
                  /weather/frost  in 1 d 2 h
                  to the first 2 client addresses (--mock-ip-count)
        AWS SDKs  export AWS_EC2_METADATA_SERVICE_ENDPOINT=http://127.0.0.1:1338/
        paths     66, see "ec2-metadata-mock routes"

      "
    `);
  });

  test('of 40 columns puts labels above', () => {
    expect(render(factsOf(), 40)).toMatchInlineSnapshot(`
      "
        address
          http://127.0.0.1:1338
            and every other address
            of this machine
        profile
          aemm, IMDSv1 and IMDSv2
        instance
          i-1234567890abcdef0, m4.xlarge,
            us-east-1a
        notices
          weather/storm   now
          /weather/frost  in 1 d 2 h
          to the first 2 client addresses
            (--mock-ip-count)
        AWS SDKs
          export AWS_EC2_METADATA_SERVICE_ENDPOINT=http://127.0.0.1:1338/
        paths
          66, see "ec2-metadata-mock routes"

      "
    `);
  });

  test('marks what is there, what is to come, and where to look', () => {
    const lines = render(factsOf(), 80, true).split('\n');
    expect(lines).toContainEqual(expect.stringContaining('<cyan>http://127.0.0.1:1338</cyan>'));
    expect(lines).toContainEqual(expect.stringMatching(/weather\/storm +<green>now<\/green>$/));
    expect(lines).toContainEqual(expect.stringMatching(/frost +<yellow>in 1 d 2 h<\/yellow>$/));
  });

  test('shows the values that are served, not those of the instance behind them', () => {
    const values = { 'instance-id': 'i-0000000000000000f', 'instance-type': null };
    const shown = render(factsOf({ overrides: { metadata: { values } } }), 80);
    expect(shown).toMatch(/ instance {2}i-0000000000000000f, us-east-1a\n/);
  });

  test('shows where the control plane and services of categories are', () => {
    const controlUrl = 'http://127.0.0.1:1339';
    const services = [{ category: 'lock', url: 'http://127.0.0.1:1340', path: '/state' }];
    const shown = render(factsOf({}, { controlUrl, services }), 80);
    expect(shown).toMatch(/^ {2}control {3}http:\/\/127\.0\.0\.1:1339$/m);
    expect(shown).toMatch(/^ {2}services {2}lock http:\/\/127\.0\.0\.1:1340\/state$/m);
  });

  test('escapes values that would control the terminal', () => {
    const metadata = { values: { 'instance-id': 'i-\u001b[2J' } };
    expect(render(factsOf({ overrides: { metadata } }), 80)).toContain('i-\\u001b[2J');
  });

  test.for<[string, Partial<ImdsSpec>, string]>([
    ['only with tokens', { metadataOptions: { httpTokens: 'required' } }, 'aemm, IMDSv2 only'],
    ['not at all', { metadataOptions: { httpEndpoint: 'disabled' } }, 'with the endpoint disabled'],
    ['no notices', { categories: bundledCategories }, 'notices   none'],
    ['notices to one client', { eligibleClients: 1 }, 'to the first client address (--mock-ip'],
    ['notices to none', { eligibleClients: 0 }, 'to no client (--mock-ip-count)'],
  ])('states that it serves %s', ([, spec, expected]) => {
    expect(render(factsOf(spec), 80)).toContain(expected);
  });

  test('of a mock on one address or for any number of clients states nothing more', () => {
    const shown = render(factsOf({ eligibleClients: -1 }, { hostname: '127.0.0.1' }), 80);
    expect(shown).not.toMatch(/other address|client/);
  });

  test('counts what does not fit', () => {
    const notices = Array.from({ length: 13 }, (_, index) => ({
      key: `notice-${index}`,
      path: `meta-data/notice-${index}`,
      trigger: 'mock',
      value: () => 'soon',
    }));
    const many = defineCategory({ id: 'many', contract: 1, description: 'many', notices });
    const shown = render(factsOf({ categories: [many] }), 80);
    expect(shown.match(/notice-\d/g)).toHaveLength(10);
    expect(shown).toContain('and 3 more\n');
  });

  test('sets the variable as PowerShell does on Windows', () => {
    const shown = render(factsOf({}, { platform: 'win32' }), 80);
    expect(shown).toContain(`$env:AWS_EC2_METADATA_SERVICE_ENDPOINT='http://127.0.0.1:1338/'`);
  });

  test('fits in a terminal of 40 to 200 columns, but for words that no line could hold', () => {
    for (const length of [1, 19, 60, 120]) {
      const values = { 'instance-id': 'i'.repeat(length), 'instance-type': 't'.repeat(length) };
      const facts = factsOf({ overrides: { metadata: { values } } });
      for (let columns = 40; columns <= 200; columns++) {
        const lines = render(facts, columns).split('\n');
        const oneWord = /^(?: {2}[\w ]{8})? *(?:export )?\S+$/;
        expect(lines.filter((line) => line.length > columns && !oneWord.test(line))).toEqual([]);
        expect(lines.filter((line) => line.endsWith(' '))).toEqual([]);
      }
    }
  });
});
