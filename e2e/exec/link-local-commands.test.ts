import { runCli } from '@aemm/testing';
import { describe, expect, test } from 'vitest';
import { NO_NETWORK, runInOwnNetwork } from './support/namespaces.ts';

describe('link-local', () => {
  test('prints what to type, and changes nothing', async () => {
    const status = await runCli(['link-local', 'status']);
    const up = await runCli(['link-local', 'up']);
    if (status.exitCode === 0) expect(up.stderr).toContain('there already');
    else expect(up.stdout).toContain('169.254.169.254');
    expect(await runCli(['link-local', 'status'])).toEqual(status);
  });

  test.skipIf(NO_NETWORK !== '')(
    `adds and removes the addresses, and does nothing twice${NO_NETWORK}`,
    () => {
      const { status, stdout, stderr } = runInOwnNetwork(`
        cli="$1"
        link_local() { "$0" "$cli" link-local "$@" || echo "status $?"; }
        link_local status
        link_local up --apply --force
        link_local status
        link_local up --apply --force
        link_local down --apply
        link_local down --apply
        link_local status
      `);
      expect(status).toBe(0);
      expect(stdout).toBe(
        [
          '169.254.169.254: not on this machine',
          'fd00:ec2::254: not on this machine',
          'status 1',
          '169.254.169.254: on lo',
          'fd00:ec2::254: on lo',
          '169.254.169.254: not on this machine',
          'fd00:ec2::254: not on this machine',
          'status 1',
          '',
        ].join('\n'),
      );
      expect(stderr).toBe(
        [
          '+ ip address add 169.254.169.254/32 dev lo',
          '+ ip address add fd00:ec2::254/128 dev lo',
          'Nothing to do: the addresses are there already.',
          '+ ip address del 169.254.169.254/32 dev lo',
          '+ ip address del fd00:ec2::254/128 dev lo',
          'Nothing to do: the addresses are gone already.',
          '',
        ].join('\n'),
      );
    },
  );

  test.skipIf(NO_NETWORK !== '')(`reports a command that fails${NO_NETWORK}`, () => {
    const { stdout, stderr } = runInOwnNetwork(`
      printf '#!/bin/sh\\nexit 3\\n' > "$SCRATCH/ip"
      chmod +x "$SCRATCH/ip"
      PATH="$SCRATCH:$PATH" "$0" "$1" link-local up --apply --force || echo "status $?"
    `);
    expect(stdout).toBe('status 1\n');
    expect(stderr).toContain('ip address add 169.254.169.254/32 dev lo failed: exit status 3.\n');
  });
});
