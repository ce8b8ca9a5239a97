import { ERROR_CODES } from '@aemm/core';
import { PLUGIN_ERROR_CODES } from '@aemm/plugin-kit';
import type { Files, TempTree } from '@aemm/testing';
import { runCli, startCli, tempTree } from '@aemm/testing';
import { expect, test } from 'vitest';
import { answering, category, leaf, manifest, plugin, relative } from './plugin-source.ts';

interface Case {
  readonly what: string;
  readonly code: string;
  readonly files: Files;
  /** The one line, without the time that the log puts first. */
  readonly line: string;
}

const AMI = 'meta-data/ami-id';
const RACK = 'meta-data/rack';

const setting = (schema: string, name = 'room') =>
  `settings: { ${name}: { type: 'string', description: 'x', default: 'red', allowed: 'text', schema: ${schema} } }`;
const schema = (validate: string) =>
  `{ '~standard': { version: 1, vendor: 'own', validate: ${validate} } }`;

const ANY = schema('(value) => ({ value })');

/** Commands in the same file as all else. */
const commands = { strategy: 'explicit', target: './plugin.js', identifier: 'COMMANDS' };

/** Every code that the author of a plugin is at fault for. */
const cases: Case[] = [
  {
    what: 'it throws on load',
    code: 'AEMM_PLUGIN_THREW',
    files: plugin('broken', "throw new Error('out of order\\nand more');"),
    line: 'Warning: plugin broken is left out (AEMM_PLUGIN_THREW): out of order',
  },
  {
    what: 'it throws when it is asked',
    code: 'AEMM_PLUGIN_THREW',
    files: plugin('broken', "export const categories = () => { throw 'text'; };"),
    line: 'Warning: plugin broken is left out (AEMM_PLUGIN_THREW): text',
  },
  {
    what: 'it throws where its commands are',
    code: 'AEMM_PLUGIN_LOAD',
    files: plugin('broken', "throw new Error('out of order');", { commands }),
    line: 'Warning: plugin broken is left out (AEMM_PLUGIN_LOAD): out of order',
  },
  {
    what: 'one of its commands cannot be loaded',
    code: 'AEMM_PLUGIN_LOAD',
    files: {
      'broken/package.json': {
        name: 'broken',
        version: '1.0.0',
        oclif: { commands: './commands' },
      },
      'broken/commands/one.js': "throw new Error('out of order');",
    },
    line: 'Warning: plugin broken is left out (AEMM_PLUGIN_LOAD): its command "one" cannot be loaded: out of order',
  },
  {
    what: 'it was not built',
    code: 'AEMM_PLUGIN_LOAD',
    files: {
      'broken/package.json': manifest('broken', {
        commands: { strategy: 'explicit', target: './dist/commands.js', identifier: 'COMMANDS' },
      }),
    },
    line: "Warning: plugin broken is left out (AEMM_PLUGIN_LOAD): [MODULE_NOT_FOUND] import() failed to load <folder>/dist/commands.js: Cannot find module '<folder>/dist/commands.js'",
  },
  {
    what: 'its folder is gone',
    code: 'AEMM_PLUGIN_LOAD',
    files: { 'broken/.keep': '' },
    line: "Warning: plugin broken is left out (AEMM_PLUGIN_LOAD): ENOENT: no such file or directory, open '<folder>/package.json'",
  },
  {
    what: 'its manifest is broken',
    code: 'AEMM_PLUGIN_LOAD',
    files: { 'broken/package.json': '{' },
    line: "Warning: plugin broken is left out (AEMM_PLUGIN_LOAD): Expected property name or '}' in JSON at position 1 (line 1 column 2)",
  },
  {
    what: 'its manifest says of a command what cannot be',
    code: 'AEMM_PLUGIN_LOAD',
    files: withCommand('', { examples: 5 }),
    line: 'Warning: plugin broken is left out (AEMM_PLUGIN_LOAD): its command "rack" cannot be described: command.examples?.flatMap is not a function',
  },
  {
    what: 'its hook is slow',
    code: 'AEMM_PLUGIN_SLOW',
    files: answering('broken', 'new Promise((done) => setTimeout(done, 60_000))'),
    line: 'Warning: plugin broken is left out (AEMM_PLUGIN_SLOW): Timed out after 3000 ms.',
  },
  {
    what: 'its export has another name',
    code: 'AEMM_PLUGIN_EXPORT',
    files: plugin('broken', 'export const category = async () => [];'),
    line: 'Warning: plugin broken is left out (AEMM_PLUGIN_EXPORT): ./plugin.js exports no function "categories", which its package.json names as hook aemm:categories',
  },
  {
    what: 'its export is not a function',
    code: 'AEMM_PLUGIN_EXPORT',
    files: plugin('broken', 'export const categories = [];'),
    line: 'Warning: plugin broken is left out (AEMM_PLUGIN_EXPORT): ./plugin.js exports no function "categories", which its package.json names as hook aemm:categories',
  },
  {
    what: 'it answers nonsense',
    code: 'AEMM_PLUGIN_ANSWER',
    files: answering('broken', "'nonsense'"),
    line: 'Warning: plugin broken is left out (AEMM_PLUGIN_ANSWER): its hook aemm:categories must return a list of categories',
  },
  {
    what: 'its category is none',
    code: 'AEMM_CATEGORY_SHAPE',
    files: answering('broken', '[42]'),
    line: 'Warning: plugin broken is left out (AEMM_CATEGORY_SHAPE): This is not a category made by defineCategory: it is not an object.',
  },
  {
    what: 'it was made for another contract',
    code: 'AEMM_CATEGORY_CONTRACT',
    files: answering('broken', `[${category('rack', 'contract: 2')}]`),
    line: 'Warning: plugin broken is left out (AEMM_CATEGORY_CONTRACT): Category "rack" is made for contract 2; this mock speaks 1.',
  },
  {
    what: 'it takes the id of a bundled category',
    code: 'AEMM_CATEGORY_DUPLICATE',
    files: answering('broken', `[${category('spot')}]`),
    line: 'Warning: plugin broken is left out (AEMM_CATEGORY_DUPLICATE): A category "spot" is registered already.',
  },
  {
    what: 'its settings are in a section that holds something else',
    code: 'AEMM_NAME_RESERVED',
    files: answering('broken', `[${category('metadata', setting(ANY))}]`),
    line: 'Warning: plugin broken is left out (AEMM_NAME_RESERVED): Category "metadata" has settings, but the section "metadata" of a configuration holds something else: give it another id.',
  },
  {
    what: 'a setting of it has a variable of the mock',
    code: 'AEMM_NAME_RESERVED',
    files: answering('broken', `[${category('request', setting(ANY, 'log'))}]`),
    line: 'Warning: plugin broken is left out (AEMM_NAME_RESERVED): Setting "log" of category "request" has the variable AEMM_REQUEST_LOG, which is that of request-log: give it another name.',
  },
  {
    what: 'it claims the path of a bundled category',
    code: 'AEMM_PATH_CONFLICT',
    files: answering('broken', `[${category('rack', `leaves: [${leaf('mine', AMI)}]`)}]`),
    line: `Warning: plugin broken is left out (AEMM_PATH_CONFLICT): Category "rack" claims the path /latest/${AMI}, which category "identity" has.`,
  },
  {
    what: 'it claims the path of another plugin',
    code: 'AEMM_PATH_CONFLICT',
    files: {
      ...answering('a-rack', `[${category('one', `leaves: [${leaf('one', RACK)}]`)}]`),
      ...answering('broken', `[${category('two', `leaves: [${leaf('two', RACK)}]`)}]`),
    },
    line: `Warning: plugin broken is left out (AEMM_PATH_CONFLICT): Category "two" claims the path /latest/${RACK}, which category "one" has.`,
  },
  {
    what: 'it claims a key of a bundled category',
    code: 'AEMM_KEY_DUPLICATE',
    files: answering('broken', `[${category('rack', `leaves: [${leaf('ami-id', RACK)}]`)}]`),
    line: 'Warning: plugin broken is left out (AEMM_KEY_DUPLICATE): Category "rack" claims the key metadata.ami-id, which category "identity" has.',
  },
  {
    what: 'a setting of it refuses its own default',
    code: 'AEMM_SETTING_INVALID',
    files: answering(
      'broken',
      `[${category('rack', setting(schema("() => ({ issues: [{ message: 'never' }] })")))}]`,
    ),
    line: 'Warning: plugin broken is left out (AEMM_SETTING_INVALID): Setting "room" of category "rack" refuses its own default: never.',
  },
  {
    what: 'a setting of it validates later',
    code: 'AEMM_SETTING_ASYNC',
    files: answering(
      'broken',
      `[${category('rack', setting(schema('async (value) => ({ value })')))}]`,
    ),
    line: 'Warning: plugin broken is left out (AEMM_SETTING_ASYNC): The schema of a setting must validate synchronously.',
  },
  {
    what: 'a path of it names a placeholder that is not there',
    code: 'AEMM_PLACEHOLDER_UNKNOWN',
    files: answering('broken', `[${category('rack', `leaves: [${leaf('r', `${RACK}/{no}`)}]`)}]`),
    line: 'Warning: plugin broken is at fault: The path of "r" names {no}, which is not a leaf of metadata. (AEMM_PLACEHOLDER_UNKNOWN)',
  },
  {
    what: 'its values depend on each other in a circle',
    code: 'AEMM_VALUE_CYCLE',
    files: answering(
      'broken',
      `[${category('rack', `leaves: [${leaf('a', RACK, "({ value }) => value('a')")}]`)}]`,
    ),
    line: 'Warning: plugin broken is at fault: The value of "a" depends on itself. (AEMM_VALUE_CYCLE)',
  },
  {
    what: 'a notice of it names a timing that is not there',
    code: 'AEMM_TIMING_UNKNOWN',
    files: answering(
      'broken',
      `[${category('rack', `notices: [{ key: 'r', path: '${relative(RACK)}', trigger: 'tomorrow', value: () => 1 }]`)}]`,
    ),
    line: 'Warning: plugin broken is at fault: There is no timing "tomorrow", only mock. (AEMM_TIMING_UNKNOWN)',
  },
  {
    what: 'a leaf of it throws',
    code: 'AEMM_CATEGORY_THREW',
    files: answering(
      'broken',
      `[${category('rack', `leaves: [${leaf('r', RACK, "() => { throw new Error('no rack'); }")}]`)}]`,
    ),
    line: 'Warning: plugin broken is at fault: Category "rack" cannot make "r": no rack. (AEMM_CATEGORY_THREW)',
  },
];

test.concurrent.each(cases)('$what: one line, and the mock starts ($code)', async (broken) => {
  using tree = tempTree(broken.files);
  await using mock = await startCli([], { plugins: foldersOf(broken.files, tree) });
  const answer = await fetch(`${mock.url}/latest/${AMI}`);
  await mock.waitFor(/Serving the following routes/);

  expect(await answer.text()).toBe('ami-0a887e401f7654935');
  const lines = withoutPlaces(mock.stderr, tree).filter((line) => line.includes(broken.code));
  expect(lines).toEqual([broken.line]);
  expect(mock.stderr).not.toMatch(/\n\s+at /);
});

test('every code for the faults of plugins is provoked', () => {
  const codes = Object.entries({ ...ERROR_CODES, ...PLUGIN_ERROR_CODES });
  const faults = codes.filter(([, { fault }]) => fault === 'plugin').map(([code]) => code);

  expect(new Set([...cases.map(({ code }) => code), 'AEMM_PLUGIN_SERVES'])).toEqual(
    new Set([...faults, 'AEMM_SETTING_INVALID']),
  );
});

test('of two plugins that clash, the other is served', async () => {
  using tree = tempTree({
    ...answering('a-rack', `[${category('one', `leaves: [${leaf('one', RACK, "'mine'")}]`)}]`),
    ...answering('b-rack', `[${category('two', `leaves: [${leaf('two', RACK)}]`)}]`),
  });
  const plugins = [tree.join('b-rack'), tree.join('a-rack')];
  await using mock = await startCli([], { plugins });

  expect(await (await fetch(`${mock.url}/latest/${RACK}`)).text()).toBe('mine');
});

test('a leaf that throws while it answers is a 500 for its path alone, and one line', async () => {
  const faulty =
    "({ time }) => { if (answered++ > 0 && time > 0) throw new Error('no rack'); return 'fine'; }";
  const leaves = [leaf('r', `${RACK}/r`, faulty), leaf('s', `${RACK}/s`)];
  using tree = tempTree(
    plugin(
      'broken',
      `let answered = 0;
       export const categories = async () => [${category('rack', `leaves: [${leaves}]`)}];`,
    ),
  );
  const plugins = [tree.join('broken')];
  await using mock = await startCli(['--request-log=off'], { plugins });
  await mock.waitFor(/Serving the following routes/);
  const started = mock.stderr.length;
  const answers = await Promise.all(
    ['r', 's'].map((name) => fetch(`${mock.url}/latest/${RACK}/${name}`)),
  );
  const { stderr } = await mock.stop();

  expect(answers.map(({ status }) => status)).toEqual([500, 200]);
  expect(withoutPlaces(stderr.slice(started), tree).filter(Boolean)).toEqual([
    `Error: /latest/${RACK}/r answers 500: AemmError: plugin broken is at fault: Category "rack" cannot make "r": no rack. (AEMM_CATEGORY_THREW)`,
  ]);
});

test.each([
  ['an uncaught exception', "setImmediate(() => { throw new Error('stuck'); })"],
  ['an unhandled rejection', "Promise.reject(new Error('stuck'))"],
])('%s ends a running mock with status 70, and says where to report it', async (_, fault) => {
  const faulty = leaf(
    'r',
    RACK,
    `({ time }) => { if (answered++ > 0 && time > 0) ${fault}; return 'fine'; }`,
  );
  using tree = tempTree(
    plugin(
      'broken',
      `let answered = 0;
       export const categories = async () => [${category('rack', `leaves: [${faulty}]`)}];`,
    ),
  );
  await using mock = await startCli([], { plugins: [tree.join('broken')] });
  await fetch(`${mock.url}/latest/${RACK}`).catch(() => {});
  await mock.waitFor(/plugin\.js:\d+/);
  const { exitCode, stderr } = await mock.stop();

  expect(exitCode).toBe(70);
  expect(stderr).toMatch(
    /^This should not happen \(AEMM_UNFORESEEN\)\. Please report it at https:.*:\nError: stuck\n {4}at /m,
  );
});

test('what a manifest leaves out of a command, or has in its own manner, does no harm', async () => {
  const command = withCommand(
    "export const COMMANDS = { 'c++': class { static run() { console.log('ran'); } } };",
    { id: 'c++', aliases: null, hiddenAliases: null, args: null, usage: 'c++ FILE [flags]' },
  );
  using tree = tempTree(command);
  const plugins = [tree.join('broken')];

  expect(await runCli(['c++'], { plugins })).toMatchObject({ stdout: 'ran\n', stderr: '' });
  expect((await runCli(['c++', '--help'], { plugins })).stdout).toContain(
    '  ec2-metadata-mock c++ FILE [flags]\n',
  );
});

/** A plugin with a command of its own, which is in its manifest and so known without its code. */
function withCommand(source: string, more: object = {}): Files {
  const command = { id: 'rack', aliases: [], hiddenAliases: [], flags: {}, args: {}, ...more };
  return {
    ...plugin('broken', source, { commands }),
    'broken/oclif.manifest.json': { version: '1.0.0', commands: { [command.id]: command } },
  };
}

const KIT = JSON.stringify(import.meta.resolve('@aemm/plugin-kit'));
const mocking = (categories: string) => `
  import { MockCommand } from ${KIT};
  export const categories = async () => ${categories};
  class Rack extends MockCommand { static serves = ['rack']; static subject = 'the rack'; }
  export const COMMANDS = { rack: Rack };
`;

test.each([
  {
    what: 'its file throws',
    source: "throw new Error('out of order');",
    exitCode: 2,
    line: 'Plugin broken failed: out of order (AEMM_PLUGIN_LOAD)',
  },
  {
    what: 'it throws',
    source:
      "export const COMMANDS = { rack: class { static run() { throw new Error('stuck'); } } };",
    exitCode: 2,
    line: 'Plugin broken failed: stuck (AEMM_PLUGIN_THREW)',
  },
  {
    what: 'its category is refused',
    source: mocking(`[${category('rack', 'contract: 2')}]`),
    exitCode: 1,
    line: 'Plugin broken cannot be used (AEMM_CATEGORY_CONTRACT): Category "rack" is made for contract 2; this mock speaks 1.',
  },
  {
    what: 'no package brings its category',
    source: mocking('[]'),
    exitCode: 1,
    line: 'Plugin broken cannot be used (AEMM_PLUGIN_SERVES): no plugin brings the category "rack", which its command "rack" serves',
  },
])("a plugin's own command ends with one line: $what", async ({ source, exitCode, line }) => {
  using tree = tempTree(withCommand(source));
  const result = await runCli(['rack'], { plugins: [tree.join('broken')] });

  expect(result).toMatchObject({ exitCode, stdout: '', stderr: `${line}\n` });
});

test.each([
  [
    'was not built',
    { 'broken/package.json': manifest('broken', { commands }) },
    /^Warning: plugin broken is left out \(AEMM_PLUGIN_LOAD\): /,
  ],
  [
    'was not built, and has no commands',
    { 'broken/package.json': manifest('broken') },
    /^Warning: plugin broken is left out \(AEMM_PLUGIN_THREW\): /,
  ],
  [
    'throws',
    plugin('broken', "export const categories = () => { throw new Error('stuck'); };"),
    /^Warning: plugin broken is left out \(AEMM_PLUGIN_THREW\): stuck\n/,
  ],
  [
    'brings a category that is none',
    answering('broken', `[${category('rack')}, 42]`),
    /^Warning: plugin broken is left out \(AEMM_CATEGORY_SHAPE\): /,
  ],
] as const)('a plugin that %s is linked, but with a warning', async (_, files, warning) => {
  using tree = tempTree(files);
  using home = tempTree();
  const advice = 'Build or fix the plugin. "plugins inspect broken" tries it again.\n';
  for (const args of [
    ['link', tree.join('broken')],
    ['inspect', 'broken'],
  ]) {
    const { exitCode, stderr } = await runCli(['plugins', ...args], { home: home.path });

    expect(exitCode).toBe(0);
    expect(stderr).toMatch(warning);
    expect(stderr.endsWith(advice)).toBe(true);
  }
});

test('a plugin that ends the program is linked, but with a warning', async () => {
  using tree = tempTree(plugin('broken', 'export const categories = () => process.exit(0);'));
  const { exitCode, stdout, stderr } = await runCli(['plugins', 'link', tree.join('broken')]);

  expect({ exitCode, stdout }).toEqual({ exitCode: 0, stdout: 'Linked broken 1.0.0.\n' });
  expect(stderr).toMatch(
    /^Warning: plugin broken stops the program that loads it\.\nBuild or fix /,
  );
});

test('a plugin that works is linked and inspected with the ids of its categories', async () => {
  using tree = tempTree(answering('fine', `[${category('rack')}, ${category('shelf')}]`));
  using home = tempTree();
  const options = { home: home.path };
  const linked = await runCli(['plugins', 'link', tree.join('fine')], options);
  const inspected = await runCli(['plugins', 'inspect', 'fine'], options);

  expect(linked).toMatchObject({
    stdout: 'Linked fine 1.0.0.\ncategories: rack, shelf\n',
    stderr: '',
  });
  expect(inspected.stdout).toContain('\ncategories: rack, shelf\n');
  expect(inspected.stderr).toBe('');
});

const chained = "throw new Error('out of order', { cause: new Error('no rack') });";

test.each([
  ['when it is loaded', plugin('broken', chained, { commands }), 'routes'],
  [
    'when it is asked',
    plugin('broken', `export const categories = () => { ${chained} };`),
    'routes',
  ],
  [
    'when its command is run',
    withCommand(`export const COMMANDS = { rack: class { static run() { ${chained} } } };`),
    'rack',
  ],
])('DEBUG shows the stack of what a plugin throws %s, and its causes', async (_, files, typed) => {
  using tree = tempTree(files);
  const options = { plugins: [tree.join('broken')], env: { DEBUG: '*' } };
  const { stderr } = await runCli([typed], options);

  expect(stderr).toMatch(/: out of order\n +at .*Error: no rack\n +at /s);
});

test('a list of plugins that is not valid draws one warning, and the mock starts', async () => {
  using home = tempTree({ '.local/share/ec2-metadata-mock/package.json': '{ "oclif": ' });
  await using mock = await startCli([], { home: home.path });

  expect(mock.stderr.split('\n')[0]).toMatch(
    /^Warning: all plugins are left out \(AEMM_PLUGIN_LIST\): The list of plugins, .*, is not valid: .*\. Fix or remove it\.$/,
  );
});

function foldersOf(files: Files, tree: TempTree): string[] {
  const names = Object.keys(files).map((file) => file.split('/', 1)[0] ?? '');
  return [...new Set(names)].map((name) => tree.join(name));
}

/** The lines of a log, without the time that it puts first and the folder of the plugin. */
function withoutPlaces(log: string, tree: TempTree): string[] {
  return log
    .replaceAll(tree.join('broken'), '<folder>')
    .split('\n')
    .map((line) => line.replace(/^\d{4}\/\d\d\/\d\d \d\d:\d\d:\d\d /, ''));
}
