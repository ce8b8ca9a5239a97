import { randomBytes } from 'node:crypto';
import type { CompanionOptions, RunningMock } from '@aemm/plugin-kit';

const ID = 'container-credentials';
const TOKEN = 'container-credentials-token';

/**
 * What holds for container credentials where nothing is configured: any free port, so that commands run side by side, and
 * a token that only this command has.
 */
export function containerDefaults(): NonNullable<CompanionOptions['defaults']> {
  return { [ID]: { 'container-credentials-port': 0, [TOKEN]: createToken() } };
}

/** Three parts, as the token of a service account. */
function createToken(): string {
  return [12, 24, 32].map((bytes) => randomBytes(bytes).toString('base64url')).join('.');
}

/** The variables that point clients to the container credentials of a mock; none if it does not serve them. */
export function containerVariables({ services, spec }: RunningMock): Record<string, string> {
  const service = services.find(({ category }) => category === ID);
  if (service === undefined) return {};
  return {
    AWS_CONTAINER_CREDENTIALS_FULL_URI: `${service.url}/v1/credentials`,
    AWS_CONTAINER_AUTHORIZATION_TOKEN: String(spec.settings?.[ID]?.[TOKEN]),
  };
}
