/** One way to install the chart. */
export interface Case {
  readonly name: string;
  readonly release: string;
  /** What is typed after `helm template RELEASE CHART`. Files of values are named from this folder. */
  readonly flags: readonly string[];
}

function release(release: string, name: string, ...flags: string[]): Case {
  return { name, release, flags };
}

/** The release names, and the flags that say `nth`, are those of the tests of aws-node-termination-handler. */
export const CASES: readonly Case[] = [
  release('amazon-ec2-metadata-mock', 'default'),
  release('nth-aemm', 'nth-imdsv2', '--set', 'aemm.imdsv2=true', '--set', 'servicePort=1550'),
  release(
    'nth-aemm',
    'nth-asglifecycle',
    ...['--set', 'servicePort=1338'],
    ...['--set', 'tolerations[0].effect=NoSchedule'],
    ...['--set', 'tolerations[0].operator=Exists'],
    ...['--set', 'serviceName=imds'],
    ...['--set', 'arguments={asglifecycle}'],
  ),
  release(
    'nth-aemm',
    'nth-events',
    ...['--set', 'aemm.events.state=canceled'],
    ...['--set', 'arguments={events}'],
    ...['--set', 'tolerations='],
  ),
  release('imds', 'spot-stop', '--set', 'aemm.spot.action=stop,aemm.mockDelaySec=120'),
  release('imds', 'spot-arguments', '--set', 'arguments={spot,--action,stop,-d,600,-x,-1}'),
  release('imds', 'ip-count-zero', '--set', 'aemm.mockIPCount=0'),
  release(
    'imds',
    'strings',
    ...['--set-string', 'aemm.mockDelaySec=15', '--set-string', 'aemm.mockIPCount=1'],
    ...['--set-string', 'aemm.imdsv2=true', '--set-string', 'replicaCount=2'],
    ...['--set-string', 'servicePort=80', '--set-string', 'securityContext.runAsUserID=2000'],
  ),
  release(
    'imds',
    'nulls',
    ...['--set', 'aemm.spot=null,aemm.mockIPCount=null,resources=null,nameOverride=mock'],
    ...['--set', 'serviceName=,servicePort=,serviceAccount.create=false,serviceAccount.name='],
  ),
  release('imds', 'all-settings', '-f', 'values/all-settings.yaml'),
  release('imds', 'config-map', '-f', 'values/config-map.yaml'),
  release('imds', 'copied-defaults', '-f', 'values/copied-defaults.yaml'),
  release('tests', 'placement', '-f', 'values/placement.yaml'),
  release('imds', 'shared-secret', '-f', 'values/shared-secret.yaml'),
  release('imds', 'control', '-f', 'values/control.yaml'),
  release('imds', 'daemon-set', '-f', 'values/daemon-set.yaml'),
  release(
    'imds',
    'host-network',
    ...['--set', 'hostNetwork=true,targetNodeOs=linux windows,windowsUpdateStrategy=Recreate'],
  ),
  release('imds', 'psp-gone', '--set', 'rbac.pspEnabled=true'),
  release(
    'imds',
    'psp',
    ...['--set', 'rbac.pspEnabled=true'],
    ...['--api-versions', 'policy/v1beta1/PodSecurityPolicy'],
  ),
];
