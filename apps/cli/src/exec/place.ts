import type { Config } from '@aemm/config';
import type { CompanionOptions } from '@aemm/plugin-kit';

/** Where a mock listens, and how it logs requests. */
export type Place = Pick<CompanionOptions, 'listenAt' | 'logFormat'>;

/** On a free port of loopback, unless something else is configured. */
export const onLoopback: Place = {
  listenAt(config) {
    const { hostname, port } = config.globals;
    return {
      host: isConfigured(config, 'server.hostname') ? hostname : '127.0.0.1',
      port: isConfigured(config, 'server.port') ? Number(port) : 0,
    };
  },
  logFormat,
};

/**
 * On every address of a namespace, among them those of the metadata service.
 *
 * @param note - shows a line to the user
 */
export function inNamespace(note: (line: string) => void): Place {
  return {
    listenAt(config) {
      for (const key of ['server.hostname', 'server.port']) {
        if (isConfigured(config, key)) {
          note(
            `Note: ${key} has no effect with --link-local: the mock has its own addresses and port 80.`,
          );
        }
      }
      return { host: '', port: 80 };
    },
    logFormat,
  };
}

/** The streams are the command's, so requests are logged only if that is configured. */
function logFormat(config: Config): Config['globals']['request-log'] {
  return isConfigured(config, 'request-log') ? config.globals['request-log'] : 'off';
}

function isConfigured({ values }: Config, key: string): boolean {
  return values.some((value) => value.key === key && value.origin.source !== 'default');
}
