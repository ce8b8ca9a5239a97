import { release } from 'node:os';

// oclif asks this on every start, to name the platform. The package of this name starts by loading the means to run
// PowerShell, which takes longer than the whole of oclif's other work.

/** Whether this is Linux inside Windows. */
export const isWsl = process.platform === 'linux' && /microsoft/i.test(release());

/** Where PowerShell is: on the path. */
export async function powerShellPath(): Promise<string> {
  return 'powershell.exe';
}
