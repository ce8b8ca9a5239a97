import type { SettingValues } from '@aemm/core';
import {
  booleanSetting,
  choiceSetting,
  IAM_ERRORS,
  integerSetting,
  textSetting,
  timeSetting,
} from '@aemm/core';
import { controlTokenSetting } from './control-token-setting.ts';
import { credentialsSetting } from './credentials-setting.ts';
import { faultsSetting } from './faults-setting.ts';
import { fleetSetting } from './fleet-setting.ts';
import { globalSetting } from './global-setting.ts';
import { hopLimitSetting, hopsSetting } from './hop-settings.ts';
import { identityKey } from './identity-key.ts';
import { optionalChoice } from './optional-choice.ts';
import { portSetting } from './port-setting.ts';
import { scenarioSetting } from './scenario-setting.ts';
import { secretSetting } from './secret-setting.ts';
import { speedSetting } from './speed-setting.ts';

/**
 * The settings that every command has, by the name of their flag.
 *
 * @public
 */
export const globalSettings = {
  profile: choiceSetting(['aemm', 'ec2'], {
    description: 'the service to simulate: AEMM’s answers, or those of EC2',
    default: 'aemm',
  }),
  hostname: globalSetting(
    textSetting({
      description: 'the host name or address to listen on; empty: all interfaces, IPv4 and IPv6',
      default: '0.0.0.0',
      char: 'n',
    }),
    { section: 'server', atStart: true },
  ),
  port: globalSetting(
    portSetting({
      description: 'the port to listen on; 0: any free one',
      default: '1338',
      char: 'p',
    }),
    { section: 'server', atStart: true },
  ),
  'config-file': textSetting({
    description: 'the config file to read, in JSON, YAML or TOML; empty: $HOME/aemm-config.json',
    default: '',
    char: 'c',
  }),
  'save-config-to-file': globalSetting(
    booleanSetting({
      description:
        'whether to save the resolved configuration to .ec2-metadata-mock/.aemm-config-used.json in $HOME, or in the working directory if there is no home',
      default: false,
      char: 's',
    }),
    { atStart: true },
  ),
  'watch-config-file': globalSetting(
    booleanSetting({
      description: 'whether to read the config file again when it changes',
      default: false,
      char: 'w',
    }),
    { atStart: true },
  ),
  'mock-delay-sec': integerSetting({
    description: 'seconds from the start until spot interruptions and scheduled events appear',
    default: 0,
    char: 'd',
  }),
  'mock-trigger-time': timeSetting({
    description: 'when spot interruptions and scheduled events appear; beats mock-delay-sec',
  }),
  'mock-ip-count': integerSetting({
    description: 'how many client addresses may see notices; negative: any number, 0: none',
    default: 2,
    char: 'x',
  }),
  imdsv2: booleanSetting({
    description: 'whether every request needs a session token (IMDSv2 only)',
    default: false,
    char: 'I',
  }),
  'token-secret': globalSetting(
    secretSetting({
      description: 'the secret that replicas share to accept each other’s session tokens',
      default: '',
      flag: false,
    }),
    { atStart: true },
  ),
  control: globalSetting(
    booleanSetting({
      description: 'whether to open the control plane, by which programs drive the running mock',
      default: false,
    }),
    { atStart: true },
  ),
  'control-hostname': globalSetting(
    textSetting({
      description:
        'the host name or address of the control plane; beyond loopback it needs a token',
      default: '127.0.0.1',
    }),
    { atStart: true },
  ),
  'control-port': globalSetting(
    portSetting({
      description: 'the port of the control plane; 0: any free one',
      default: '1339',
    }),
    { atStart: true },
  ),
  'control-token': globalSetting(
    controlTokenSetting({
      description:
        'the token that clients of the control plane send; AEMM_CONTROL_TOKEN keeps it out of the list of processes',
      default: '',
    }),
    { atStart: true },
  ),
  'control-token-file': globalSetting(
    textSetting({
      description: 'the file that holds the token of the control plane',
      default: '',
    }),
    { atStart: true, file: true },
  ),
  'request-log': globalSetting(
    choiceSetting(['off', 'text', 'json'], {
      description: 'how each request is logged',
      default: 'text',
    }),
    { atStart: true },
  ),
  'check-host': globalSetting(
    choiceSetting(['auto', 'on', 'off'], {
      description:
        'whether requests for another host are refused, which web pages may send; auto: if the mock listens on loopback alone',
      default: 'auto',
    }),
    { atStart: true },
  ),
  'fixed-notice-times': booleanSetting({
    description: 'whether the default times in notices stand still once the notice has appeared',
    default: false,
  }),
  'fresh-credentials': globalSetting(
    booleanSetting({
      description: 'whether credentials look real and are renewed; always so under profile ec2',
      default: false,
    }),
    { key: 'freshCredentials' },
  ),
  'credentials-from': globalSetting(
    credentialsSetting({
      description:
        'whose real credentials are handed on as those of the role: env, of the environment, or profile:NAME, of a profile of AWS',
    }),
    { key: 'credentialsFrom', atStart: true },
  ),
  'iam-error': globalSetting(
    optionalChoice(IAM_ERRORS, 'the error that is served in place of the credentials of the role'),
    { key: 'iamError' },
  ),
  'instance-from': globalSetting(
    textSetting({
      description:
        'the file with the JSON of aws ec2 describe-instances whose instance is simulated; fields under instance come on top',
      default: '',
    }),
    { key: 'instanceFrom', file: true },
  ),
  'identity-key-rsa2048': identityKey('rsa2048', 'rsa2048'),
  'identity-key-dsa': identityKey('dsa', 'pkcs7'),
  'identity-key-rsa1024': identityKey('rsa1024', 'signature'),
  'http-tokens': globalSetting(
    optionalChoice(
      ['optional', 'required'],
      'whether every request needs a session token, as AWS names it',
    ),
    { section: 'metadataOptions', key: 'httpTokens' },
  ),
  'http-endpoint': globalSetting(
    choiceSetting(['enabled', 'disabled'], {
      description: 'whether the metadata service answers at all',
      default: 'enabled',
    }),
    { section: 'metadataOptions', key: 'httpEndpoint' },
  ),
  'http-put-response-hop-limit': globalSetting(
    hopLimitSetting({
      description: 'how many hops away a client may be to get a session token; 0: any number',
      default: 0,
    }),
    { section: 'metadataOptions', key: 'httpPutResponseHopLimit' },
  ),
  'instance-metadata-tags': globalSetting(
    choiceSetting(['enabled', 'disabled'], {
      description: 'whether the tags of the instance are served',
      default: 'enabled',
    }),
    { section: 'metadataOptions', key: 'instanceMetadataTags' },
  ),
  hops: hopsSetting({
    description: 'how many hops away clients of a network are: { "10.0.0.0/8": 2 }; others are 1',
  }),
  faults: globalSetting(
    faultsSetting({
      description:
        'what goes wrong on purpose: [{ "path": "/latest/api/token", "status": 503, "times": 3 }]',
    }),
    { explained: true },
  ),
  fleet: globalSetting(
    fleetSetting({
      description: 'instances beside the plain one, and by what that of a client is found',
    }),
    { explained: true, atStart: true },
  ),
  scenario: globalSetting(
    scenarioSetting({
      description:
        'what happens to the mock in time: a file with steps, or the name of a scenario that ships',
    }),
    { explained: true },
  ),
  speed: globalSetting(
    speedSetting({ description: 'how many times as fast as real time the clock of the mock runs' }),
    { atStart: true },
  ),
  'keep-alive': globalSetting(
    booleanSetting({
      description: 'whether profile ec2 keeps a connection open whose client asks for that',
      default: false,
    }),
    { key: 'keepAlive' },
  ),
} as const;

/**
 * The values of {@link globalSettings}.
 *
 * @public
 */
export type GlobalValues = SettingValues<typeof globalSettings>;
