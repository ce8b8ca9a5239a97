export type { Config, ConfigInput } from './config.ts';
export { ConfigError } from './config-error.ts';
export { type GlobalValues, globalSettings } from './global-settings.ts';
export { jsonSchema } from './json-schema.ts';
export { loadConfig } from './load-config.ts';
export type { Origin, ResolvedValue } from './origin.ts';
export { type SavePlace, saveConfig } from './save-config.ts';
export { type SettingEntry, settingTable } from './setting-table.ts';
export { type ConfigWatch, watchConfig } from './watch-config.ts';
