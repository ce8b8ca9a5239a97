import type { DefaultException, Profile } from '../../contract/profile.ts';
import { ec2Base } from './base.ts';
import { BUILDS } from './builds.ts';
import { render } from './render.ts';
import { createStamp } from './stamp.ts';

/**
 * What of the real service is a choice.
 *
 * @public
 */
export interface Ec2Options {
  /**
   * Whether a connection stays open whose client asks for that. Reports of the real service contradict each other;
   * `false`, the default, closes each.
   */
  readonly keepAlive?: boolean;
}

/** AEMM serves these; EC2 does not. */
const exceptions: Readonly<Record<string, readonly DefaultException[]>> = {
  'metadata.mac-network-interface-card-index': [{ instead: true, value: null }],
};

/**
 * Creates the profile of the EC2 Instance Metadata Service on a Nitro instance.
 *
 * @public
 */
export function createEc2Profile({ keepAlive = false }: Ec2Options = {}): Profile {
  return {
    id: 'ec2',
    policy: {
      builds: BUILDS,
      noticeTime: 'fired',
      pendingNotices: 'hidden',
      unconfiguredNotices: 'wait',
      otherNotices: 'wait',
      unrealInstance: 'refuse',
      tokenPath: 'exact',
      otherPut: 'forbidden',
      host: 'optional',
      expectations: 'refuse',
      httpVersion: 'as-asked',
    },
    exceptions,
    base: ec2Base,
    render,
    stamp: createStamp({ keepAlive }),
  };
}
