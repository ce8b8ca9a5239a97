import { expect, test } from 'vitest';
import { cloudOf } from './cloud.ts';

test.each([
  ['sys_vendor', 'Amazon EC2\n', 'Amazon EC2'],
  ['bios_version', '4.11.amazon\n', 'Amazon EC2'],
  ['sys_vendor', 'Google\n', 'Google Cloud'],
  ['chassis_asset_tag', '7783-7084-3265-9085-8269-3286-77\n', 'Microsoft Azure'],
  ['sys_vendor', 'LENOVO\n', undefined],
])('firmware with %s "%s" is that of %s', (file, text, name) => {
  expect(cloudOf((asked) => (asked === file ? text : undefined))).toBe(name);
});
