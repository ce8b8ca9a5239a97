import type { ScalarTagDefinition, Schema } from 'js-yaml';
import {
  binaryTag,
  CORE_SCHEMA,
  defineMappingTag,
  defineScalarTag,
  floatCoreTag,
  intCoreTag,
  mapTag,
  mergeTag,
  NOT_RESOLVED,
} from 'js-yaml';
import { TypedNumber } from './document.ts';

/**
 * YAML's core schema with merge keys and binary data, where numbers keep their source text if they print differently.
 *
 * @param onTyped - called for each such number
 */
export function createYamlSchema(onTyped: () => void): Schema {
  const keepSource = (tag: ScalarTagDefinition<number>): ScalarTagDefinition =>
    defineScalarTag<unknown>(tag.tagName, {
      ...tag,
      resolve(source, isExplicit, tagName) {
        const value = tag.resolve(source, isExplicit, tagName);
        if (value === NOT_RESOLVED || String(value) === source) return value;
        onTyped();
        const isExact = !Number.isInteger(value) || Number.isSafeInteger(value);
        return new TypedNumber(isExact ? value : source, source);
      },
    });
  return CORE_SCHEMA.withTags(
    mergeTag,
    binaryTag,
    keepSource(intCoreTag),
    keepSource(floatCoreTag),
    textKeyMap,
  );
}

/** A key is text: `007` keeps its zeros. */
const textKeyMap = defineMappingTag(mapTag.tagName, {
  ...mapTag,
  addPair: (map, key, value) => mapTag.addPair(map, toKey(key), value),
  has: (map, key) => mapTag.has(map, toKey(key)),
});

function toKey(key: unknown): unknown {
  return key instanceof TypedNumber ? key.typed : key;
}
