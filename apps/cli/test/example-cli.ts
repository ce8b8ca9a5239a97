import type { CliDocs, CommandDocs, FlagDocs } from '../src/help/docs.ts';

/** AEMM's command line, and around it one command of every kind that there is. */

const flags: readonly FlagDocs[] = [
  {
    name: 'hostname',
    char: 'n',
    type: 'string',
    description: 'the host name or address to listen on',
    default: '0.0.0.0',
  },
  {
    name: 'port',
    char: 'p',
    type: 'string',
    description: 'the port to listen on',
    default: '1338',
  },
  {
    name: 'config-file',
    char: 'c',
    type: 'string',
    description: 'the config file to read',
    default: '$HOME/aemm-config.json',
    completes: 'file',
  },
  {
    name: 'save-config-to-file',
    char: 's',
    type: 'boolean',
    description: 'whether to save the resolved configuration',
    default: 'false',
  },
  {
    name: 'mock-delay-sec',
    char: 'd',
    type: 'integer',
    description: 'seconds from the start until notices appear',
    default: '0',
  },
  {
    name: 'mock-ip-count',
    char: 'x',
    type: 'integer',
    description: 'how many client addresses may see notices',
    default: '2',
  },
  {
    name: 'mock-trigger-time',
    type: 'string',
    description: 'when notices appear; beats mock-delay-sec',
  },
  {
    name: 'imdsv2',
    char: 'I',
    type: 'boolean',
    description: "whether every request needs a session token (IMDSv2 only); [v1]: it doesn't",
    default: 'false',
  },
];

const spot: CommandDocs = {
  id: 'spot',
  aliases: [],
  summary: 'Mock EC2 Spot interruption notice',
  usage: '[--action ACTION]',
  examples: [
    { command: 'spot -h', description: 'spot help' },
    { command: 'spot -d 5 --action terminate', description: 'mocks spot interruption only' },
  ],
  flags: [
    {
      name: 'action',
      char: 'a',
      type: 'string',
      description: 'action in the spot interruption notice',
      default: 'terminate',
      choices: ['terminate', 'hibernate', 'stop'],
    },
    {
      name: 'time',
      char: 't',
      type: 'string',
      description: 'when the instance is interrupted, in RFC3339 format',
    },
  ],
};

const events: CommandDocs = {
  id: 'events',
  aliases: ['se', 'scheduledevents'],
  summary: 'Mock EC2 maintenance events',
  flags: [
    {
      name: 'state',
      char: 't',
      type: 'string',
      description: 'state of the event',
      default: 'active',
      choices: ['active', 'completed', 'canceled'],
    },
    { name: 'not-after', char: 'a', type: 'string', description: 'the latest end time' },
  ],
};

/** A program for tests: data alone. */
export const exampleCli: CliDocs = {
  bin: 'ec2-metadata-mock',
  description: 'ec2-metadata-mock is a tool to mock Amazon EC2 instance metadata.',
  usage: '<command> [arguments]',
  examples: [
    { command: '--mock-delay-sec 10', description: 'mocks all metadata paths' },
    { command: 'spot --action terminate', description: 'mocks spot ITN only' },
  ],
  topics: [{ name: 'config', summary: 'Look at the configuration' }],
  flags,
  commands: [
    spot,
    events,
    {
      id: 'completion',
      aliases: [],
      summary: 'Print a completion script for a shell',
      flags: [],
      arguments: [{ name: 'SHELL', choices: ['bash', 'zsh', 'fish', 'powershell'] }],
      globalFlags: false,
    },
    {
      id: 'config:show',
      aliases: [],
      summary: 'Show the resolved configuration',
      flags: [{ name: 'json', type: 'boolean', description: 'as JSON' }],
      refusesWords: true,
    },
    {
      id: 'config:validate',
      aliases: [],
      summary: 'Check a config file',
      flags: [],
      arguments: [{ name: 'FILE', required: true, completes: 'file' }],
    },
    {
      id: 'plugins',
      aliases: [],
      summary: 'List the plugins',
      flags: [{ name: 'json', type: 'boolean', description: 'as JSON' }],
      globalFlags: false,
      refusesWords: true,
    },
    {
      id: 'plugins:install',
      aliases: ['plugins:add'],
      summary: 'Install a plugin',
      flags: [],
      arguments: [{ name: 'plugin', required: true, completes: 'file' }],
      variadic: true,
      globalFlags: false,
    },
    {
      id: 'exec',
      aliases: [],
      summary: 'Run a command',
      usage: 'COMMAND [ARGUMENT...]',
      flags: [{ name: 'audit', type: 'boolean', description: 'whether to report' }],
      arguments: [{ name: 'command', required: true }],
      variadic: true,
      runsCommand: true,
    },
    { id: 'gpu', aliases: [], summary: 'Mock a GPU', flags: [], passthrough: true },
    { id: 'mock', aliases: [], summary: 'Mock everything', flags: [], hidden: true },
  ],
  otherNames: new Map([['plugins list', 'plugins']]),
};
