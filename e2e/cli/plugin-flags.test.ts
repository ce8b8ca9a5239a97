import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import type { TempTree } from '@aemm/testing';
import { runCli, startCli, tempTree } from '@aemm/testing';
import { expect, test } from 'vitest';
import { plugin } from '../broken-plugins/plugin-source.ts';

const kit = import.meta.resolve('@aemm/plugin-kit');
const [CORE, KIT, FLAGS] = [
  import.meta.resolve('@aemm/core'),
  kit,
  pathToFileURL(createRequire(kit).resolve('@oclif/core/flags')),
].map((url) => JSON.stringify(url));

/** A plugin with a category `rack`, served by a command of that name, and the settings that are given as source. */
function rack(settings: string): TempTree {
  const source = `
    import { defineCategory, integerSetting, textSetting } from ${CORE};
    import { MockCommand, settingFlags } from ${KIT};
    import { string } from ${FLAGS};
    const rack = defineCategory({
      id: 'rack',
      contract: 1,
      description: 'a rack',
      settings: { ${settings} },
      leaves: [{ key: 'rack', path: 'rack', value: ({ settings }) => settings }],
    });
    export const categories = async () => [rack];
    class Rack extends MockCommand {
      static flags = { ...settingFlags(rack), format: string({ options: ['short', 'long'] }) };
      static serves = ['rack'];
      static subject = 'the rack';
      async run() {
        const { flags } = await this.parse(Rack);
        if (flags.format) this.log('format ' + flags.format);
        return super.run();
      }
    }
    export const COMMANDS = { rack: Rack };
  `;
  const commands = { strategy: 'explicit', target: './plugin.js', identifier: 'COMMANDS' };
  return tempTree(plugin('rack', source, { commands }));
}

test('a flag is of the command that has it, not of what else has a setting of that name', async () => {
  using tree = rack("state: integerSetting({ description: 'x', default: 1 })");
  const plugins = [tree.join('rack')];
  await using events = await startCli(['events', '--state', 'completed'], { plugins });
  await using own = await startCli(['rack', '--state', '2'], { plugins });
  const scheduled = '/latest/meta-data/events/maintenance/scheduled';

  expect(await (await fetch(events.url + scheduled)).text()).toContain('"State": "completed"');
  expect(await (await fetch(`${events.url}/latest/rack`)).json()).toEqual({ state: 1 });
  expect(await (await fetch(`${own.url}/latest/rack`)).json()).toEqual({ state: 2 });
});

test('what a setting calls secret is not repeated, and its default not shown', async () => {
  using tree = rack(`
    pass: textSetting({ description: 'word', default: 'preset', secret: true }),
    pin: integerSetting({ description: 'number', default: 1234, secret: true }),
  `);
  const plugins = [tree.join('rack')];
  await using mock = await startCli(['rack', '--pass', 's3cr3t'], { plugins });
  await mock.waitFor(/Serving the following routes/);
  const help = await runCli(['rack', '--help'], { plugins });
  const mistyped = await runCli(['rack', '--pin', '99xx'], { plugins });

  expect(mock.stdout).toContain('Flags:\npass: (hidden)\n');
  expect(mock.stdout + mock.stderr).not.toContain('s3cr3t');
  expect(help.stdout).toMatch(/--pass string +word$/m);
  expect(help.stdout).not.toContain('1234');
  expect(mistyped).toMatchObject({
    exitCode: 2,
    stderr: 'Invalid CLI input for flag pin. Allowed value(s): a whole number.\n',
  });
});

test('a command that reads its flags itself reports a wrong setting in the words of all others', async () => {
  using tree = rack('');
  const plugins = [tree.join('rack')];
  const refused = await runCli(['rack', '--request-log', 'FOO'], { plugins });
  const own = await runCli(['rack', '--format', 'FOO'], { plugins });
  await using mock = await startCli(['rack', '--format', 'long'], { plugins });

  expect(refused).toMatchObject({
    exitCode: 2,
    stderr: 'Invalid CLI input "FOO" for flag request-log. Allowed value(s): off,text,json.\n',
  });
  expect(own.stderr).toContain('Expected --format=FOO to be one of: short, long');
  expect(mock.stdout).toContain('format long\n');
});
