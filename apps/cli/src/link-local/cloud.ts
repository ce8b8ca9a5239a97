import { readFileSync } from 'node:fs';

/** Clouds with a metadata service at the same address, by what the firmware of their machines says. */
const CLOUDS: readonly { readonly file: string; readonly text: string; readonly name: string }[] = [
  { file: 'sys_vendor', text: 'Amazon EC2', name: 'Amazon EC2' },
  { file: 'bios_version', text: 'amazon', name: 'Amazon EC2' },
  { file: 'sys_vendor', text: 'Google', name: 'Google Cloud' },
  { file: 'sys_vendor', text: 'Alibaba Cloud', name: 'Alibaba Cloud' },
  { file: 'sys_vendor', text: 'DigitalOcean', name: 'DigitalOcean' },
  { file: 'sys_vendor', text: 'Hetzner', name: 'Hetzner Cloud' },
  { file: 'product_name', text: 'OpenStack', name: 'OpenStack' },
  { file: 'chassis_asset_tag', text: 'OracleCloud.com', name: 'Oracle Cloud' },
  { file: 'chassis_asset_tag', text: '7783-7084-3265-9085-8269-3286-77', name: 'Microsoft Azure' },
];

/**
 * The cloud that this machine is an instance of, where its firmware says so; nothing is asked.
 *
 * @param read - the text of a file of `/sys/class/dmi/id`; `undefined` if there is none
 */
export function cloudOf(read: (file: string) => string | undefined = readDmi): string | undefined {
  return CLOUDS.find(({ file, text }) => read(file)?.includes(text))?.name;
}

function readDmi(file: string): string | undefined {
  try {
    return readFileSync(`/sys/class/dmi/id/${file}`, 'utf8');
  } catch {
    return undefined;
  }
}
