import { expect, test } from 'vitest';
import { COMMANDS } from '../src/commands.ts';

test('commands, aliases, arguments and flags are those that users know', async () => {
  const snapshot = Object.entries(COMMANDS).map(([id, command]) => ({
    command: id.replaceAll(':', ' '),
    aliases: command.aliases,
    arguments: Object.keys(command.args),
    flags: Object.entries({ ...command.baseFlags, ...command.flags })
      .map(([name, { char }]) => (char === undefined ? `--${name}` : `--${name} -${char}`))
      .sort(),
    json: command.enableJsonFlag,
  }));
  const text = `${JSON.stringify(snapshot, null, 2)}\n`;
  await expect(text).toMatchFileSnapshot('../command-snapshot.json');
});
