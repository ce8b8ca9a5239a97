import { join } from 'node:path';
import { expect, test } from 'vitest';
import { NO_NETWORK, works } from '../exec/support/namespaces.ts';
import { drawTerminal } from './support/draw-terminal.ts';
import { type } from './support/terminal.ts';

const PUBLIC = join(import.meta.dirname, '../../docs/public');

const COMMANDS = [
  'ec2-metadata-mock spot --action stop &',
  'curl -s localhost:1338/latest/meta-data/spot/instance-action',
  `ec2-metadata-mock exec --fail-on-imdsv1 -- \\
    sh -c 'curl -s -o /dev/null $INSTANCE_METADATA_URL/latest/meta-data/mac'`,
  `ec2-metadata-mock exec --link-local --network none -- \\
    curl -s http://169.254.169.254/latest/meta-data/placement/region`,
];

const why = NO_NETWORK || (works('curl', '--version') ? '' : ' (skipped: there is no curl)');

// `npm run docs:picture` draws it again.
test.skipIf(why !== '')(`the picture of the front page shows what happens${why}`, async () => {
  // What differs from run to run is always the same here.
  const outputs = type(COMMANDS).map((text) =>
    text.replace('TIME', '2030-01-07T01:03:47Z').replace('curl/VERSION', 'curl/8.5.0'),
  );
  const steps = COMMANDS.map((command, index) => ({ command, output: outputs[index] ?? '' }));
  for (const appearance of ['light', 'dark'] as const) {
    const file = join(PUBLIC, `terminal-${appearance}.svg`);
    await expect(drawTerminal(steps, appearance)).toMatchFileSnapshot(file);
  }
});
