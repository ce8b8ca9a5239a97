import { CodedError } from '../coded-error.ts';

/** Every code that `exec` fails with before it runs the command, and its meaning. The user can resolve them all. */
export const EXEC_ERROR_CODES = {
  AEMM_TEMPORARY_FOLDER: {
    fault: 'user',
    means: 'no temporary folder can be created',
  },
  AEMM_NAMESPACE_PLATFORM: {
    fault: 'user',
    means: 'this system is not Linux, so a command cannot have a network of its own',
  },
  AEMM_NAMESPACE_TOOLS: {
    fault: 'user',
    means: 'a program that makes namespaces or networks is not installed',
  },
  AEMM_NAMESPACE_FORBIDDEN: {
    fault: 'user',
    means: 'the system does not let this user create namespaces',
  },
  AEMM_NAMESPACE_NETWORK: {
    fault: 'user',
    means:
      'the network of the namespace cannot be configured, or not connected to that of the host',
  },
} as const satisfies Record<string, { fault: 'user'; means: string }>;

type ExecErrorCode = keyof typeof EXEC_ERROR_CODES;

/** The command was not run. The message is one line: what is wrong, and what to do. */
export class ExecError extends CodedError<ExecErrorCode> {
  override readonly name = 'ExecError';
}
