// A mock whose log goes to standard error, for a parent that does not read it.
import { bundledCategories, systemClock } from '@aemm/core';
import { createLog, createMock } from '@aemm/server';

const log = createLog({ format: 'text', clock: systemClock });
const mock = createMock({ spec: { categories: bundledCategories }, log });
const { port } = await mock.listen({ host: '127.0.0.1', port: 0 });
log.message(`Initiating ec2-metadata-mock for all mocks on port ${port}`);

async function end() {
  await mock.close();
  process.exit(0);
}

process.on('message', (wish) => (wish === 'end' ? end() : process.send(log.dropped)));
process.send(port);
