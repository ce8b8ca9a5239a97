// A mock with a kept connection, in a process that has nothing else to do.
import { once } from 'node:events';
import { connect } from 'node:net';
import { bundledCategories } from '@aemm/core';
import { createMock } from '@aemm/server';

const mock = createMock({ spec: { categories: bundledCategories } });
const unref = process.argv[2] === 'unref';
const { port } = await mock.listen({ host: '127.0.0.1', port: 0, unref });
const client = connect(port, '127.0.0.1');
client.write('GET /latest/meta-data/mac HTTP/1.1\r\nHost: a\r\n\r\n');
await once(client, 'data');
client.unref();
process.stdout.write('answered');
