import type { TempTree } from '@aemm/testing';
import { startCli, tempTree } from '@aemm/testing';
import { expect, test } from 'vitest';
import { plugin } from '../broken-plugins/plugin-source.ts';

const [CORE, KIT] = ['@aemm/core', '@aemm/plugin-kit'].map((name) =>
  JSON.stringify(import.meta.resolve(name)),
);

/** A plugin with a category `rack`, served by a command of that name, and the settings that are given as source. */
function rack(settings: string): TempTree {
  const source = `
    import { defineCategory, integerSetting } from ${CORE};
    import { MockCommand, settingFlags } from ${KIT};
    const rack = defineCategory({
      id: 'rack',
      contract: 1,
      description: 'a rack',
      settings: { ${settings} },
      leaves: [{ key: 'rack', path: '/latest/rack', value: ({ settings }) => settings }],
    });
    export const categories = async () => [rack];
    class Rack extends MockCommand {
      static flags = settingFlags(rack);
      static serves = ['rack'];
      static subject = 'the rack';
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
