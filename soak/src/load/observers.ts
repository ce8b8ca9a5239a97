import { control } from '../control.ts';
import { pause } from '../pause.ts';
import type { Load } from './client.ts';

/** What is looked at over the control plane, and what is in it. */
const VIEWS: Readonly<Record<string, RegExp>> = {
  '/v1/state': /"startedAt":/,
  '/v1/requests?limit=200': /"path":/,
  '/v1/requests?status=404&limit=50': /^\[/,
  '/v1/actions': /"spot"/,
  '/v1/clock': /"mode":/,
  '/v1/faults': /^\[/,
  '/v1/scenarios': /"gallery"|\[/,
  '/metrics': /aemm_requests_total\{/,
  '/healthz': /./,
  '/openapi.json': /"openapi":/,
  '/': /<html/,
};

/** Looks at the mock as programs and people do. */
export const observers: Load = async ({ mock, draw, tally, signal }) => {
  const paths = Object.keys(VIEWS);
  while (!signal.aborted) {
    const path = paths[draw.between(0, paths.length - 1)] ?? '/';
    const { status, body } = await control(mock.controlPort, 'GET', path);
    const holds = status === 200 && VIEWS[path]?.test(body) === true;
    tally.judge(`view: ${path}`, holds ? undefined : `${status} ${body.slice(0, 100)}`);
    await pause(draw.between(100, 600), signal);
  }
};
