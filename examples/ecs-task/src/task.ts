/** The part of the task metadata, version 4, that shows whether the task has to stop. */
export function describeTask(cluster: string, desired: 'RUNNING' | 'STOPPED') {
  return {
    Cluster: cluster,
    TaskARN: `arn:aws:ecs:us-east-1:123456789012:task/${cluster}/158d1c8083dd49d6b527399fd6414f5c`,
    Family: 'mock',
    Revision: '1',
    DesiredStatus: desired,
    KnownStatus: 'RUNNING',
  };
}
