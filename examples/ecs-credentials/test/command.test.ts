import { runCli, startCli, tempTree } from '@aemm/testing';
import { expect, test } from 'vitest';

const options = { plugins: [process.cwd()] };

test('the command serves the credentials, and prints where they are', async () => {
  await using mock = await startCli(['ecs', '--credentials-id', 'mine', '--print-env'], options);
  const [, url = ''] = await mock.waitFor(/AWS_CONTAINER_CREDENTIALS_FULL_URI=(\S+)/);

  expect(url).toBe(`${mock.url}/v2/credentials/mine`);
  expect((await fetch(url)).status).toBe(200);
  expect(mock.stderr).toContain('Initiating ec2-metadata-mock for ECS container credentials');
});

test('the bare command serves them as well, and reads the configuration file', async () => {
  using tree = tempTree({ 'aemm.yaml': 'ecs:\n  role-arn: arn:aws:iam::1:role/from-file\n' });
  await using mock = await startCli(['-c', tree.join('aemm.yaml')], options);
  const task = await fetch(`${mock.url}/v4/task`);
  const credentials = await fetch(
    `${mock.url}/v2/credentials/5a3a1c2e-4d3b-4f0e-9c51-1f2e3d4c5b6a`,
  );

  expect(await task.json()).toMatchObject({ KnownStatus: 'RUNNING' });
  expect(await credentials.json()).toMatchObject({ RoleArn: 'arn:aws:iam::1:role/from-file' });
});

test('a command of the mock itself does not serve the task', async () => {
  await using mock = await startCli(['spot'], options);

  expect((await fetch(`${mock.url}/v4/task`)).status).toBe(404);
});

test('help names the command and its flags', async () => {
  const { stdout } = await runCli(['ecs', '--help'], options);

  for (const flag of ['--role-arn', '--credentials-id', '--stop-delay-sec', '--print-env']) {
    expect(stdout).toContain(flag);
  }
});

test('a number that is none is refused in one line', async () => {
  const { exitCode, stderr } = await runCli(['ecs', '--lifetime-sec', 'soon'], options);

  expect(exitCode).toBe(2);
  expect(stderr).toContain('soon');
});
