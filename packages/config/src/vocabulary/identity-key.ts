import { textSetting } from '@aemm/core';
import type { GlobalSetting } from './global-setting.ts';
import { globalSetting } from './global-setting.ts';

/**
 * A setting that is the file of a key for the signatures of the identity document.
 *
 * @param leaf - what the key signs, below `dynamic/instance-identity/`
 */
export function identityKey(kind: string, leaf: string): GlobalSetting<string> {
  const description = `the PEM file with the ${kind} key and certificate that sign ${leaf}; empty: those of the test authority`;
  return globalSetting(textSetting({ description, default: '' }), {
    section: 'identityKeys',
    key: kind,
    atStart: true,
    file: true,
  });
}
