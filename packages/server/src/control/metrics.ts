import type { JournalCounts } from '@aemm/core';
import type { FastifyInstance } from 'fastify';
import type { ServerStats } from '../wire/stats.ts';

/**
 * Adds `/metrics` for Prometheus. Everything is counted elsewhere, and read when it is asked for.
 *
 * @param counted - what counts requests: those of all instances are added up
 */
export function addMetrics(
  server: FastifyInstance,
  stats: ServerStats,
  counted: readonly { readonly counts: JournalCounts }[],
): void {
  server.get('/metrics', async (_request, reply) => {
    const { Counter, Gauge, Registry } = await import('prom-client');
    const registry = new Registry();
    const counter = (name: string, help: string, value: number): void => {
      new Counter({ name: `aemm_${name}`, help, registers: [registry] }).inc(value);
    };
    const all = counted.map(({ counts }) => counts);
    const sum = (of: 'noToken' | 'noTokenRejected') =>
      all.reduce((before, counts) => before + counts[of], 0);
    const answered = new Counter({
      name: 'aemm_requests_total',
      help: 'Requests by status and version of IMDS; status 0: not answered',
      labelNames: ['status', 'imds'],
      registers: [registry],
    });
    for (const { status, imds = 'none', count } of all.flatMap(({ requests }) => requests)) {
      answered.inc({ status, imds }, count);
    }
    counter(
      'metadata_no_token_total',
      'Requests without a token that were answered: MetadataNoToken of CloudWatch',
      sum('noToken'),
    );
    counter(
      'metadata_no_token_rejected_total',
      'Requests that were refused for lack of a token: MetadataNoTokenRejected of CloudWatch',
      sum('noTokenRejected'),
    );
    new Gauge({
      name: 'aemm_connections',
      help: 'Open connections',
      registers: [registry],
    }).set(stats.connections);
    counter('connections_accepted_total', 'Connections that were accepted', stats.accepted);
    counter(
      'connections_closed_idle_total',
      'Idle connections that were closed to make room for new ones',
      stats.closedIdle,
    );
    counter(
      'connections_refused_total',
      'Connections that were closed unanswered for lack of room',
      stats.refused,
    );
    counter(
      'hosts_refused_total',
      'Requests that were refused because of their Host header',
      stats.refusedHosts,
    );
    return reply.type(registry.contentType).send(await registry.metrics());
  });
}
