import type { Environment } from '@aemm/mock';
import { COMPETING_VARIABLES, SHARED_FILE_VARIABLES } from '@aemm/mock';
import type { Finding } from './finding.ts';
import { ok, problem, warning } from './finding.ts';

const CHECK = 'credentials';
const DISABLED = 'AWS_EC2_METADATA_DISABLED';

/** Where shared files are by default, below the home directory. */
const DEFAULT_FILES: Readonly<Record<(typeof SHARED_FILE_VARIABLES)[number], string>> = {
  AWS_CONFIG_FILE: '.aws/config',
  AWS_SHARED_CREDENTIALS_FILE: '.aws/credentials',
};

/** What of the surroundings counts here. */
export interface Surroundings {
  readonly env: Environment;
  /** The home directory; `undefined` if there is none. */
  readonly home: string | undefined;
  /** Whether there is a file, and it is not empty. */
  readonly hasContent: (path: string) => boolean;
}

/** Checks for what clients prefer to instance metadata. */
export function checkCompetitors(surroundings: Surroundings): Finding[] {
  const found = [
    ...checkDisabled(surroundings.env),
    ...checkVariables(surroundings.env),
    ...checkFiles(surroundings),
  ];
  return found.length > 0
    ? found
    : [ok(CHECK, 'Nothing competes with the credentials of the mock.')];
}

/** SDKs take no other value for yes. */
function checkDisabled(env: Environment): Finding[] {
  if (env[DISABLED]?.toLowerCase() !== 'true') return [];
  return [
    problem('disabled', `${DISABLED} is true: clients ask no metadata service.`, 'Unset it.'),
  ];
}

function checkVariables(env: Environment): Finding[] {
  return COMPETING_VARIABLES.flatMap(({ names, effect, isHint }) => {
    const set = names.filter((name) => name !== DISABLED && env[name]);
    if (set.length === 0) return [];
    const [are, it] = set.length === 1 ? ['is', 'it'] : ['are', 'them'];
    const message = `${set.join(', ')} ${are} set: a client ${effect} before it asks the mock.`;
    const advice = `Unset ${it}, or run the program by "ec2-metadata-mock exec".`;
    return [(isHint ? warning : problem)(CHECK, message, advice)];
  });
}

function checkFiles({ env, home, hasContent }: Surroundings): Finding[] {
  return SHARED_FILE_VARIABLES.flatMap((name) => {
    const path = env[name] || (home === undefined ? undefined : `${home}/${DEFAULT_FILES[name]}`);
    if (path === undefined || !hasContent(path)) return [];
    const message = `${path} is there: credentials in it are preferred to those of the mock.`;
    return [warning(CHECK, message, `Set ${name} to an empty file if it has some.`)];
  });
}
