import type { AnyCategory, Setting } from '@aemm/core';
import {
  AemmError,
  bundledCategories,
  createRegistry,
  defineCategory,
  textSetting,
} from '@aemm/core';
import { describe, expect, test } from 'vitest';
import { categories } from '../../test/categories.ts';
import { createWorkplace } from '../../test/workplace.ts';
import { checkNames, settingTable } from '../index.ts';

const facts = { description: 'for a test', default: '' };

function categoryWith(id: string, settings: Record<string, Setting>): AnyCategory {
  return defineCategory({ id, contract: 1, description: 'for a test', settings });
}

describe('the names of a category', () => {
  test.each<[string, string, Setting, string]>([
    [
      'rack',
      'port',
      textSetting(facts),
      'Setting "port" of category "rack" has the flag --port, which is that of server.port: give it another name.',
    ],
    [
      'rack',
      'room',
      textSetting({ ...facts, char: 'p' }),
      'Setting "room" of category "rack" has the flag -p, which is that of server.port: give it another letter.',
    ],
    [
      'mock',
      'delay-sec',
      textSetting(facts),
      'Setting "delay-sec" of category "mock" has the variable AEMM_MOCK_DELAY_SEC, which is that of mock-delay-sec: give it another name.',
    ],
    [
      'token',
      'secret',
      textSetting({ ...facts, flag: false }),
      'Setting "secret" of category "token" has the variable AEMM_TOKEN_SECRET, which is that of token-secret: give it another name.',
    ],
    [
      'imdsv2',
      'mode',
      textSetting(facts),
      'Setting "mode" of category "imdsv2" has the section "imdsv2", which is the key of a setting: give the category another id.',
    ],
    [
      'hostname',
      'suffix',
      textSetting(facts),
      'Setting "suffix" of category "hostname" has the section "hostname", which is the key of a setting: give the category another id.',
    ],
  ])('are not those of every command: %s.%s', async (id, name, setting, message) => {
    const category = categoryWith(id, { [name]: setting });
    const refusal = expect.objectContaining({ code: 'AEMM_NAME_RESERVED', message });
    expect(() => createRegistry(bundledCategories, checkNames).register(category)).toThrow(refusal);
    const { load } = await createWorkplace();
    await expect(load({ categories: [category] })).rejects.toThrow(refusal);
  });

  test('may be those of a setting without a flag, or of another category', () => {
    const flagless = categoryWith('rack', {
      port: textSetting({ ...facts, flag: false, char: 'p' }),
      secret: textSetting(facts),
      'token-secret': textSetting(facts),
    });
    const twin = categoryWith('stop', { action: textSetting({ ...facts, char: 'a' }) });
    const registry = createRegistry(categories, checkNames);
    for (const category of [flagless, twin])
      expect(() => registry.register(category)).not.toThrow();
  });

  test('are refused for each setting that every command has', () => {
    for (const { name, flag, setting } of settingTable([])) {
      const own = categoryWith('own', { [name]: { ...setting, char: 'q' } });
      const check = (): void => checkNames(own);
      if (flag === undefined) expect(check).not.toThrow();
      else expect(check).toThrow(AemmError);
    }
  });
});
