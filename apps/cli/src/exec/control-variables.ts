import type { RunningMock } from '@aemm/plugin-kit';

/** The variables by which clients, `ctl` among them, find the control plane of a mock; none if it is not open. */
export function controlVariables({
  controlUrl,
  controlToken,
}: Pick<RunningMock, 'controlUrl' | 'controlToken'>): Record<string, string> {
  return {
    ...(controlUrl !== undefined && { AEMM_CONTROL_URL: controlUrl }),
    ...(controlToken !== undefined && { AEMM_CONTROL_TOKEN: controlToken }),
  };
}
