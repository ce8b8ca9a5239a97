import { describe, expect, test } from 'vitest';
import { exampleCli } from '../../test/example-cli.ts';
import type { FlagDocs } from './docs.ts';
import { renderHelp } from './render-help.ts';

test('the program is described as cobra describes AEMM', () => {
  expect(renderHelp(exampleCli)).toMatchInlineSnapshot(`
    "ec2-metadata-mock is a tool to mock Amazon EC2 instance metadata.

    Usage:
      ec2-metadata-mock <command> [arguments] [flags]
      ec2-metadata-mock [command]

    Examples:
      ec2-metadata-mock --mock-delay-sec 10      mocks all metadata paths
      ec2-metadata-mock spot --action terminate  mocks spot ITN only

    Available Commands:
      completion  Print a completion script for a shell
      config      Look at the configuration
      events      Mock EC2 maintenance events
      exec        Run a command
      gpu         Mock a GPU
      help        Help about any command
      plugins     List the plugins
      spot        Mock EC2 Spot interruption notice

    Flags:
      -c, --config-file string         the config file to read (default: $HOME/aemm-config.json)
      -h, --help                       help for ec2-metadata-mock
      -n, --hostname string            the host name or address to listen on (default: 0.0.0.0)
      -I, --imdsv2                     whether every request needs a session token (IMDSv2 only); [v1]: it doesn't (default: false)
      -d, --mock-delay-sec int         seconds from the start until notices appear (default: 0)
      -x, --mock-ip-count int          how many client addresses may see notices (default: 2)
          --mock-trigger-time string   when notices appear; beats mock-delay-sec
      -p, --port string                the port to listen on (default: 1338)
      -s, --save-config-to-file        whether to save the resolved configuration (default: false)
      -v, --version                    version for ec2-metadata-mock

    Use "ec2-metadata-mock [command] --help" for more information about a command.
    "
  `);
});

test('a command shows its own flags apart from the global ones', () => {
  expect(renderHelp(exampleCli, 'spot')).toMatchInlineSnapshot(`
    "Mock EC2 Spot interruption notice

    Usage:
      ec2-metadata-mock spot [--action ACTION] [flags]

    Examples:
      ec2-metadata-mock spot -h                       spot help
      ec2-metadata-mock spot -d 5 --action terminate  mocks spot interruption only

    Flags:
      -a, --action string   action in the spot interruption notice (default: terminate)
                            one of: terminate, hibernate, stop
      -h, --help            help for spot
      -t, --time string     when the instance is interrupted, in RFC3339 format

    Global Flags:
      -c, --config-file string         the config file to read (default: $HOME/aemm-config.json)
      -n, --hostname string            the host name or address to listen on (default: 0.0.0.0)
      -I, --imdsv2                     whether every request needs a session token (IMDSv2 only); [v1]: it doesn't (default: false)
      -d, --mock-delay-sec int         seconds from the start until notices appear (default: 0)
      -x, --mock-ip-count int          how many client addresses may see notices (default: 2)
          --mock-trigger-time string   when notices appear; beats mock-delay-sec
      -p, --port string                the port to listen on (default: 1338)
      -s, --save-config-to-file        whether to save the resolved configuration (default: false)
    "
  `);
});

test('a topic shows the commands below it and says how to ask about them', () => {
  expect(renderHelp(exampleCli, 'config')).toMatchInlineSnapshot(`
    "Look at the configuration

    Usage:
      ec2-metadata-mock config [command]

    Available Commands:
      show        Show the resolved configuration
      validate    Check a config file

    Flags:
      -h, --help   help for config

    Use "ec2-metadata-mock config [command] --help" for more information about a command.
    "
  `);
});

test('a command that has commands below it shows both usages', () => {
  expect(renderHelp(exampleCli, 'plugins')).toContain(
    'Usage:\n  ec2-metadata-mock plugins [flags]\n  ec2-metadata-mock plugins [command]\n',
  );
});

test('aliases are shown after the name, in words', () => {
  expect(renderHelp(exampleCli, 'events')).toContain('Aliases:\n  events, se, scheduledevents\n\n');
  expect(renderHelp(exampleCli, 'plugins:install')).toContain(
    'Aliases:\n  plugins install, plugins add\n',
  );
});

test('a command that the global flags mean nothing to does not show them', () => {
  expect(renderHelp(exampleCli, 'completion')).not.toContain('Global Flags:');
});

test('arguments stand on the usage line', () => {
  expect(renderHelp(exampleCli, 'config:validate')).toContain(
    '  ec2-metadata-mock config validate FILE [flags]\n',
  );
});

test('a command line of another program stands behind the flags', () => {
  expect(renderHelp(exampleCli, 'exec')).toContain(
    'Usage:\n  ec2-metadata-mock exec [flags] -- COMMAND [ARGUMENT...]\n',
  );
});

test('a hidden command is not listed, and has a page', () => {
  expect(renderHelp(exampleCli)).not.toContain('Mock everything');
  expect(renderHelp(exampleCli, 'mock')).toMatch(/^Mock everything\n\nUsage:\n/);
});

test('the program has the configured name', () => {
  const page = renderHelp({ ...exampleCli, bin: 'imds' }, 'config');
  expect(page).toContain('Usage:\n  imds config [command]\n');
  expect(page).toContain('Use "imds config [command] --help"');
});

describe('the width of the terminal', () => {
  test('breaks lines between words and keeps the column', () => {
    const flags: readonly FlagDocs[] = [
      { name: 'time', char: 't', type: 'string', description: 'one two three four five six seven' },
    ];
    const page = renderHelp({ ...exampleCli, flags, commands: [] }, undefined, { width: 46 });
    expect(page.slice(page.indexOf('Flags:'))).toMatchInlineSnapshot(`
      "Flags:
        -h, --help          help for
                            ec2-metadata-mock
        -t, --time string   one two three four five
                            six seven
        -v, --version       version for
                            ec2-metadata-mock

      Use "ec2-metadata-mock [command] --help" for
        more information about a command.
      "
    `);
  });

  test.each([46, 60, 70, 80, 100, 120])('%i columns are not passed', (width) => {
    for (const command of [undefined, ...exampleCli.commands.map(({ id }) => id), 'config']) {
      for (const line of renderHelp(exampleCli, command, { width }).split('\n')) {
        expect(line.length).toBeLessThanOrEqual(width);
      }
    }
  });

  test('breaks a usage line at its flags, and puts what an example does below it', () => {
    const [command] = exampleCli.commands.filter(({ id }) => id === 'events');
    if (command === undefined) throw new Error('no events');
    const events = {
      ...command,
      usage: '[--code CODE] [--state STATE] [--not-after] [--not-before-deadline]',
      examples: [
        {
          command: 'events -o instance-stop -d 5',
          description: 'stops the instance, five seconds after the start',
        },
      ],
    };
    const page = renderHelp({ ...exampleCli, commands: [events] }, 'events', { width: 66 });
    expect(page.slice(page.indexOf('Usage:'), page.indexOf('\n\nFlags:'))).toMatchInlineSnapshot(`
      "Usage:
        ec2-metadata-mock events [--code CODE] [--state STATE]
            [--not-after] [--not-before-deadline] [flags]

      Aliases:
        events, se, scheduledevents

      Examples:
        ec2-metadata-mock events -o instance-stop -d 5
            stops the instance, five seconds after the start"
    `);
  });

  test('sets a path that is longer than its column further left', () => {
    const path = '.ec2-metadata-mock/.aemm-config-used.json';
    const flags: readonly FlagDocs[] = [
      {
        name: 'save-config-to-file',
        char: 's',
        type: 'boolean',
        description: `whether to save to ${path} or not`,
      },
    ];
    const page = renderHelp({ ...exampleCli, flags, commands: [] }, undefined, { width: 60 });
    expect(page.slice(page.indexOf('  -s'), page.indexOf('  -v'))).toMatchInlineSnapshot(`
      "  -s, --save-config-to-file   whether to save to
                         .ec2-metadata-mock/.aemm-config-used.json
                                    or not
      "
    `);
  });

  test('changes nothing but line breaks and spaces', () => {
    const words = (text: string) => text.split(/\s+/);
    const wide = words(renderHelp(exampleCli, 'spot'));
    expect(words(renderHelp(exampleCli, 'spot', { width: 70 }))).toEqual(wide);
  });

  test('too narrow for two columns sets each text below its name', () => {
    const page = renderHelp(exampleCli, 'spot', { width: 46 });
    expect(page.slice(page.indexOf('Flags:'), page.indexOf('Global'))).toMatchInlineSnapshot(`
      "Flags:
        -a, --action string
                action in the spot interruption
                notice (default: terminate)
                one of: terminate, hibernate, stop
        -h, --help
                help for spot
        -t, --time string
                when the instance is interrupted, in
                RFC3339 format

      "
    `);
  });
});
