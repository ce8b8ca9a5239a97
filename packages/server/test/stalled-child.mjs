// A mock whose log goes to standard error, for a parent that does not read it.
import { bundledCategories, createImds, systemClock } from '@aemm/core';
import { buildServer, createLog, listen, nodeMac, stop } from '@aemm/server';

const log = createLog({ format: 'text', clock: systemClock });
const imds = createImds({ spec: { categories: bundledCategories }, mac: nodeMac });
const server = buildServer({ imds, log });
const { port } = await listen(server, { host: '127.0.0.1', port: 0 });
log.message(`Initiating ec2-metadata-mock for all mocks on port ${port}`);

async function end() {
  await stop(server);
  await log.flush();
  process.exit(0);
}

process.on('message', (wish) => (wish === 'end' ? end() : process.send(log.dropped)));
process.send(port);
