import { runCli, startCli, tempTree } from '@aemm/testing';
import { expect, test } from 'vitest';

const options = { plugins: [process.cwd()] };

test('the command serves the task, and prints where it is', async () => {
  await using mock = await startCli(['ecs', '--container-id', 'mine', '--print-env'], options);
  const [, url = ''] = await mock.waitFor(/ECS_CONTAINER_METADATA_URI_V4=(\S+)/);

  expect(url).toBe(`${mock.url}/v4/mine`);
  expect((await fetch(`${url}/stats`)).status).toBe(200);
  expect(mock.stderr).toContain('Initiating ec2-metadata-mock for ECS task metadata');
});

test('the bare command serves it as well, and reads the configuration file', async () => {
  using tree = tempTree({ 'aemm.yaml': 'ecs:\n  container-id: mine\n  cluster: from-file\n' });
  await using mock = await startCli(['-c', tree.join('aemm.yaml')], options);
  const task = await fetch(`${mock.url}/v4/mine/task`);

  expect(await task.json()).toMatchObject({ Cluster: 'from-file', KnownStatus: 'RUNNING' });
});

test('a command of the mock itself does not serve the task', async () => {
  await using mock = await startCli(['spot'], options);

  expect((await fetch(`${mock.url}/v4/158d1c8083dd49d6b527399fd6414f5c-1/task`)).status).toBe(404);
});

test('help names the command and its flags', async () => {
  const { stdout } = await runCli(['ecs', '--help'], options);

  for (const flag of ['--cluster', '--container-id', '--stop-delay-sec', '--print-env']) {
    expect(stdout).toContain(flag);
  }
});

test('text for a number is refused in one line', async () => {
  const { exitCode, stderr } = await runCli(['ecs', '--memory-mib', 'much'], options);

  expect(exitCode).toBe(2);
  expect(stderr).toContain('much');
});
