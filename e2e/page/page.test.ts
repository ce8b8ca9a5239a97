import { statSync } from 'node:fs';
import type { Control } from '@aemm/core';
import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { findViolations } from './support/accessibility.ts';
import { launchChromium, NO_CHROMIUM } from './support/chromium.ts';
import type { Watched } from './support/mock.ts';
import { NOW, startWatched } from './support/mock.ts';
import { pictureFile, takePicture } from './support/picture.ts';

const META = '/latest/meta-data';

/** What is entered for each action; for one that is not here, nothing. */
const INPUTS: Readonly<Record<string, Readonly<Record<string, string | number>>>> = {
  'tags set': { name: 'Name', value: 'web-2' },
  'tags remove': { name: 'Name' },
  'spot interrupt': { action: 'stop', inSeconds: 60 },
  'iam fail': {},
  'events schedule': { eventId: 'one', code: 'system-reboot' },
  'events update': { eventId: 'one', description: 'soon' },
  'events complete': { eventId: 'one' },
  'events cancel': { eventId: 'two' },
  'asglifecycle set': { state: 'Standby' },
};

/** What has to be done before an action can be. */
const BEFORE: Readonly<Record<string, (control: Control) => void>> = {
  'events cancel': (control) => control.act('events', 'schedule', { eventId: 'two' }),
};

describe.skipIf(NO_CHROMIUM !== '')(`the page in Chromium${NO_CHROMIUM}`, () => {
  let browser: Browser;
  let page: Page;
  let watched: Watched;
  const asked = new Set<string>();
  const problems: string[] = [];

  beforeAll(async () => {
    [browser, watched] = await Promise.all([launchChromium(), startWatched()]);
    page = await browser.newPage({ viewport: { width: 1400, height: 1000 } });
    page.setDefaultTimeout(15_000);
    page.on('request', (request) => asked.add(new URL(request.url()).origin));
    page.on('pageerror', ({ message }) => problems.push(message));
    page.on('console', (message) => problems.push(message.text()));
    await page.goto(watched.pageUrl);
    await live().waitFor();
  }, 60_000);
  afterAll(async () => {
    await browser.close();
    await watched.mock.close();
  });

  const live = () => page.getByText('live', { exact: true });
  const panel = (name: string): Locator => page.getByRole('region', { name, exact: true });
  const press = (within: Locator, name: string) =>
    within.getByRole('button', { name, exact: true }).click();
  const announced = (text: string) =>
    page.getByRole('status').getByText(text, { exact: true }).waitFor();
  const ask = async (path: string, init?: RequestInit) => {
    const answer = await fetch(`${watched.url}${path}`, init);
    return answer.status === 200 ? answer.text() : answer.status;
  };

  test('shows the instance, and counts down by the clock of the mock', async () => {
    await panel('Instance').getByText('i-1234567890abcdef0', { exact: true }).waitFor();
    const notice = panel('Notices')
      .getByRole('listitem')
      .filter({ hasText: 'spot/instance-action' });
    const clock = panel('Clock');
    await notice.getByText('in 2:00').waitFor();
    await press(clock, '+1m');
    await notice.getByText('in 1:00').waitFor();
    await clock.getByLabel('Advance by').fill('15s');
    await press(clock, 'Advance');
    await notice.getByText('in 0:45').waitFor();
    await press(clock, 'Next notice');
    await notice.getByText('served').waitFor();
    await press(clock, 'Run');
    await clock.getByText('running').waitFor();
    await clock.getByText('09:32:01').waitFor();
    await press(clock, 'Freeze');
    await clock.getByText('frozen').waitFor();
    await clock.getByLabel('Set to').fill('soon');
    await press(clock, 'Set');
    await clock.locator('[aria-invalid="true"]').waitFor();
    await clock.getByLabel('Set to').fill(NOW);
    await press(clock, 'Set');
    await clock.getByText('09:30:00').waitFor();
  });

  test('shows a request within a second, and one by IMDSv1 as a warning', async () => {
    const rows = panel('Requests').getByRole('row');
    const waits: number[] = [];
    for (const name of ['ami-id', 'instance-type', 'mac']) {
      const start = performance.now();
      await ask(`${META}/${name}`);
      await rows.filter({ hasText: `GET ${META}/${name}` }).waitFor();
      waits.push(performance.now() - start);
    }
    expect(Math.min(...waits)).toBeLessThan(1000);

    const headers = { 'X-aws-ec2-metadata-token-ttl-seconds': '60' };
    await ask('/latest/api/token', { method: 'PUT', headers });
    await rows.filter({ hasText: 'PUT /latest/api/token' }).waitFor();
    const warnings = panel('Requests').locator('.badge.warning');
    expect(await warnings.allTextContents()).toEqual(['v1', 'v1', 'v1']);
    await panel('Requests').getByLabel('IMDSv1 only').check();
    expect(await rows.filter({ hasText: '/latest/api/token' }).isVisible()).toBe(false);
    await press(panel('Requests'), 'Clear');
    await expect.poll(() => rows.count()).toBe(1);
    expect(watched.mock.control.requests()).toEqual([]);
  });

  test('has a button or a form for every action, which does what it says', async () => {
    const { control } = watched.mock;
    const actions = control.categories.flatMap(({ id, actions = {} }) =>
      Object.keys(actions).map((action) => ({ category: id, action })),
    );
    for (const { category, action } of actions) {
      const name = `${category} ${action}`;
      BEFORE[name]?.(control);
      const group = page.getByRole('group', { name: toWords(category), exact: true });
      const input = INPUTS[name];
      const title = toWords(action);
      if (input !== undefined) await group.getByText(title, { exact: true }).first().click();
      const form = input === undefined ? group : group.getByRole('form', { name });
      await fill(form, input ?? {});
      await press(form, title);
      await announced(`Done: ${name}`);
      expect(control.imds.changes.at(-1)).toMatchObject({ category, action, input: input ?? {} });
    }
    expect(actions.length).toBeGreaterThan(10);
    const changes = panel('Changes').getByRole('listitem');
    await expect.poll(() => changes.count()).toBe(control.imds.changes.length);
  });

  test('adds, shows and removes faults', async () => {
    const faults = panel('Faults');
    await faults.locator('summary').first().click();
    await faults.getByLabel('Name', { exact: true }).fill('outage');
    await faults.getByLabel('Latency').fill('late');
    await press(faults, 'Add fault');
    await faults.getByText('milliseconds, a duration such as 200ms').waitFor();
    expect(await faults.getByLabel('Latency').getAttribute('aria-invalid')).toBe('true');
    await faults.getByLabel('Latency').fill('');
    await faults.getByLabel('Status').fill('503');
    await press(faults, 'Add fault');
    const outage = faults.getByRole('listitem').filter({ hasText: 'outage' });
    await outage.getByText('status 503').waitFor();
    expect(await ask(`${META}/mac`)).toBe(503);
    await outage.getByText('struck 1').waitFor();

    await faults.getByText('More fields').click();
    await faults.getByLabel('Name', { exact: true }).fill('silence');
    await faults.getByLabel('Status').fill('');
    await faults.getByLabel('Hang').check();
    await press(faults, 'Add fault');
    await press(faults, 'Remove fault outage');
    await outage.waitFor({ state: 'detached' });
    expect(watched.mock.control.faults.list()).toMatchObject([{ id: 'silence', hang: true }]);
    await press(faults, 'Remove fault silence');
    await faults.getByText('There are none.').waitFor();
  });

  test('plays a scenario and stops it', async () => {
    const scenarios = panel('Scenarios');
    await scenarios.getByLabel('Scenario').selectOption('imds-outage');
    await scenarios.getByText('No token for a minute').waitFor();
    await scenarios.getByLabel('Speed').fill('10');
    await press(scenarios, 'Play');
    const steps = scenarios.getByRole('listitem');
    await steps.getByText('in 0:07').waitFor();
    await press(panel('Clock'), '+10s');
    await expect.poll(() => steps.getByText('done').count()).toBe(4);
    await press(scenarios, 'Stop');
    await steps.first().waitFor({ state: 'detached' });
  });

  test('shows what others play, stop and clear', async () => {
    const { control } = watched.mock;
    const scenarios = panel('Scenarios');
    control.scenario.play([{ at: '2m', do: 'revoke-tokens' }], { name: 'theirs' });
    await scenarios.getByText('Played: theirs').waitFor();
    await scenarios.getByText('in 2:00').waitFor();
    control.scenario.stop();
    await scenarios.getByRole('button', { name: 'Stop' }).waitFor({ state: 'hidden' });
    expect(await scenarios.getByRole('listitem').count()).toBe(0);
    await ask(`${META}/hostname`);
    const rows = panel('Requests').getByRole('row');
    await rows.filter({ hasText: `${META}/hostname` }).waitFor();
    control.journal.clear();
    await expect.poll(() => rows.count()).toBe(1);
  });

  test('changes the metadata service', async () => {
    const service = panel('Metadata service');
    const open = async (title: string) => {
      await service.locator('summary').filter({ hasText: title }).click();
      return service.getByRole('form', { name: title });
    };
    const set = await open('Set path');
    await set.getByLabel('Path').fill(`${META}/rack/row`);
    await set.getByLabel('Value').fill('5');
    await press(set, 'Set path');
    await announced('Done: Set path');
    expect(await ask(`${META}/rack/row`)).toBe('5');
    const remove = await open('Remove path');
    await remove.getByLabel('Path').fill(`${META}/mac`);
    await press(remove, 'Remove path');
    await announced('Done: Remove path');
    expect(await ask(`${META}/mac`)).toBe(404);
    const instance = await open('Patch instance');
    await instance.getByLabel('Body').fill('{ "type": "m7g.large" }');
    await press(instance, 'Patch instance');
    await panel('Instance').getByText('m7g.large', { exact: true }).waitFor();
    await press(service, 'Revoke tokens');
    const options = await open('Patch metadata options');
    await options.getByLabel('Http tokens').selectOption('required');
    await press(options, 'Patch metadata options');
    await service.getByText('required', { exact: true }).first().waitFor();
    expect(await ask(`${META}/ami-id`)).toBe(401);
    expect(watched.mock.control.imds.changes.slice(-2)).toMatchObject([
      { kind: 'revoke-tokens' },
      { kind: 'metadata-options', patch: { httpTokens: 'required' } },
    ]);
  });

  test('is used by the keyboard alone', async () => {
    await panel('Clock').getByRole('button', { name: 'Set', exact: true }).focus();
    const visited: (string | null)[] = [];
    while (visited.at(-1) !== 'Reset' && visited.length < 5) {
      await page.keyboard.press('Tab');
      visited.push(await page.locator(':focus').textContent());
    }
    await page.keyboard.press('Enter');
    await announced('Done: Reset');
    expect(watched.mock.control.imds.changes).toEqual([]);
    await panel('Changes').getByText('There are none.').waitFor();
  });

  test.each(['light', 'dark'] as const)('axe finds no violation, %s', async (colorScheme) => {
    watched.mock.control.fault({ name: 'outage', status: 503 });
    watched.mock.control.act('tags', 'set', { name: 'Name', value: 'web-2' });
    await ask(`${META}/mac`);
    await panel('Faults').getByText('struck 1').waitFor();
    await page.emulateMedia({ colorScheme });
    for (const width of [1400, 400]) {
      await page.setViewportSize({ width, height: 1000 });
      const overflow = 'document.documentElement.scrollWidth - window.innerWidth';
      expect(await page.evaluate(overflow)).toBeLessThanOrEqual(0);
      expect(await findViolations(page)).toEqual([]);
    }
    watched.mock.control.reset();
  });

  // Fonts differ between machines, so `npm run docs:picture` takes them again, and nothing else does.
  test.each(['light', 'dark'] as const)(
    'the guide has a picture of it, %s',
    async (colorScheme) => {
      const { control } = watched.mock;
      if (expect.getState().snapshotState.snapshotUpdateState === 'all') {
        await page.setViewportSize({ width: 1300, height: 800 });
        await page.emulateMedia({ colorScheme });
        control.fault({
          name: 'outage',
          path: '/latest/api/token',
          method: 'PUT',
          status: 503,
          times: 3,
        });
        control.clock.advance('35s');
        const headers = {
          'user-agent': 'aws-sdk-js/3',
          'X-aws-ec2-metadata-token-ttl-seconds': '60',
        };
        await ask('/latest/api/token', { method: 'PUT', headers });
        await ask(`${META}/spot/instance-action`, { headers });
        await ask(`${META}/placement/region`, { headers: { 'user-agent': 'curl/8.5.0' } });
        await panel('Faults').getByText('struck 1').waitFor();
        await panel('Requests').getByText('placement/region').waitFor();
        await page.reload();
        await live().waitFor();
        await takePicture(page, colorScheme);
        control.reset();
      }
      expect(statSync(pictureFile(colorScheme)).size).toBeLessThan(100_000);
    },
  );

  test('survives a restart of the mock', async () => {
    await watched.mock.close();
    await page.getByText('The mock has ended.', { exact: true }).waitFor();
    expect(await findViolations(page)).toEqual([]);
    watched = await startWatched({ port: watched.pagePort });
    watched.mock.control.clock.advance('1m');
    await live().waitFor();
    await ask(`${META}/instance-id`);
    const rows = panel('Requests').getByRole('row');
    await rows.filter({ hasText: `GET ${META}/instance-id` }).waitFor();
    await panel('Notices').getByText('in 1:00').first().waitFor();
  });

  test('reaches nothing but the control plane, and breaks none of its policy', () => {
    expect([...asked]).toEqual([watched.pageUrl]);
    expect(problems.filter((text) => !text.startsWith('Failed to load resource'))).toEqual([]);
  });

  test('asks for the token of the control plane', async () => {
    const guarded = await startWatched({ token: 'secret' });
    const context = await browser.newContext();
    onTestFinished(async () => {
      await context.close();
      await guarded.mock.close();
    });
    const other = await context.newPage();
    await other.goto(guarded.pageUrl);
    const dialog = other.getByRole('dialog', { name: 'Control token' });
    await dialog.waitFor();
    expect(await findViolations(other)).toEqual([]);
    const enter = async (token: string) => {
      await dialog.getByLabel('Token').fill(token);
      await dialog.getByRole('button', { name: 'Connect' }).click();
    };
    await enter('wrong');
    await dialog.getByText('The token is missing or wrong.').waitFor();
    await enter('secret');
    await other.getByText('live', { exact: true }).waitFor();
    expect(await other.content()).not.toContain('secret');
    await other.reload();
    await other.getByText('live', { exact: true }).waitFor();
  });

  test('shows one instance of a fleet, drives it alone, and goes back to the plain one', async () => {
    const match = '127.0.0.2';
    const cluster = await startWatched({
      fleet: {
        by: 'client',
        instances: [{ match, instance: { id: 'i-0aaaaaaaaaaaaaaa1' } }],
      },
    });
    const context = await browser.newContext();
    onTestFinished(async () => {
      await context.close();
      await cluster.mock.close();
    });
    const other = await context.newPage();
    const region = (name: string) => other.getByRole('region', { name, exact: true });
    const shows = (id: string) => region('Instance').getByText(id, { exact: true }).waitFor();
    await other.goto(cluster.pageUrl);
    await shows('i-1234567890abcdef0');
    await region('Fleet').getByLabel('Instance').fill(match);
    await press(region('Fleet'), 'Show');
    await shows('i-0aaaaaaaaaaaaaaa1');
    expect(await findViolations(other)).toEqual([]);
    await press(region('Clock'), '+1m');
    await region('Clock').getByText('09:31:00').waitFor();
    await press(region('Fleet'), 'Show the plain instance');
    await shows('i-1234567890abcdef0');
    await region('Clock').getByText('09:30:00').waitFor();
  });

  test('shows a clock that runs faster as fast as it runs', async () => {
    const fast = await startWatched({ speed: 3600 });
    const context = await browser.newContext();
    onTestFinished(async () => {
      await context.close();
      await fast.mock.close();
    });
    const other = await context.newPage();
    const clock = other.getByRole('region', { name: 'Clock', exact: true });
    await other.goto(fast.pageUrl);
    await press(clock, 'Run');
    await clock.getByText('running, 3600 times as fast').waitFor();
    await clock.getByText(/^1[0-9]:/).waitFor();
  });

  test('shows nothing of a fleet where there is none', async () => {
    expect(await page.getByRole('region', { name: 'Fleet' }).count()).toBe(0);
  });
});

/** Enters what an action takes. */
async function fill(form: Locator, input: Readonly<Record<string, string | number>>) {
  for (const [name, value] of Object.entries(input)) {
    const field = form.getByLabel(toWords(name), { exact: true });
    const isChoice = (await field.locator('option').count()) > 0;
    await (isChoice ? field.selectOption(String(value)) : field.fill(String(value)));
  }
}

/** As the page shows names. */
function toWords(name: string): string {
  const words = name.replaceAll('-', ' ').replace(/[A-Z]/g, ' $&').toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}
