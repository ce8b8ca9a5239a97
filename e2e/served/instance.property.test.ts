import type { Value } from '@aemm/core';
import { createEc2Profile, InstanceSchema } from '@aemm/core';
import type { RunningMock } from '@aemm/testing';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Field } from './support/instance-fields.ts';
import { INSTANCE_FIELDS, INTERFACE_FIELDS } from './support/instance-fields.ts';
import { textsAt } from './support/shown.ts';
import type { Configured, Source } from './support/sources.ts';
import { useSources } from './support/sources.ts';

const SOURCES = ['file', 'environment', 'startMock'] as const satisfies readonly Source[];

const serve = useSources();

function describing(instance: Readonly<Record<string, Value>>): Configured {
  const assignments = Object.entries(instance).map(([name, value]) => ({
    path: ['instance', name],
    value,
  }));
  return { assignments, options: { instance } };
}

/** The same under the profile of EC2, which refuses some of what AEMM's serves with a warning. */
function underEc2({ assignments, options }: Configured): Configured {
  return {
    assignments: [...assignments, { path: ['profile'], value: 'ec2' }],
    options: { ...options, profile: createEc2Profile() },
  };
}

/** The texts of a value that are not served where its field shows. */
function missing({ imds }: RunningMock, { places, texts }: Field, value: Value): string[] {
  const shown = places.flatMap((place) => textsAt(imds, place)).join('\n');
  return texts(value).filter((text) => !shown.includes(text));
}

test('every field of the instance has its row', () => {
  expect([...Object.keys(INSTANCE_FIELDS), 'seed'].sort()).toEqual(
    Object.keys(InstanceSchema.shape).sort(),
  );
});

const rows = Object.entries(INSTANCE_FIELDS).flatMap(([name, field]) =>
  SOURCES.map((source) => [name, source, field] as const),
);

test.each(rows)(
  'instance.%s from %s is served, or a warning names it',
  async (name, source, field) => {
    await fc.assert(
      fc.asyncProperty(field.values, async (value) => {
        const { mock, warnings, refused } = await serve(source, describing({ [name]: value }));
        expect(refused).toBeUndefined();
        if (missing(mock, field, value).length > 0) expect(warnings).toContain(`instance.${name}`);
      }),
      { numRuns: 2 },
    );
  },
);

test.each(rows)(
  'instance.%s from %s is served or refused under profile ec2',
  async (name, source, field) => {
    await fc.assert(
      fc.asyncProperty(field.values, async (value) => {
        const configured = underEc2(describing({ [name]: value }));
        const { mock, warnings, refused } = await serve(source, configured);
        if (refused !== undefined) {
          expect(refused).toContain(`instance.${name}`);
          return;
        }
        if (missing(mock, field, value).length > 0) expect(warnings).toContain(`instance.${name}`);
      }),
      { numRuns: 1 },
    );
  },
);

// C21
test.each(
  rows.flatMap(([name, source, { places }]) =>
    name === 'interfaces' || name.startsWith('instanceProfile')
      ? []
      : [null, ''].flatMap((value) =>
          source === 'environment' && value === null
            ? []
            : [[name, source, value, places] as const],
        ),
  ),
)('instance.%s from %s is not there if it is %j', async (name, source, value, places) => {
  const { mock, warnings, refused } = await serve(source, describing({ [name]: value }));
  expect(refused).toBeUndefined();
  expect(places.flatMap((place) => textsAt(mock.imds, place))).toEqual([]);
  expect(warnings).toBe('');
});

test.each(SOURCES)(
  'null and an empty list are not interfaces, and are refused from %s',
  async (source) => {
    // A variable is text.
    for (const value of source === 'environment' ? [[]] : [null, []]) {
      const { refused } = await serve(source, describing({ interfaces: value }));
      expect(refused).toContain('at least one network interface');
    }
  },
);

test('every field of an interface has its row', () => {
  const element = InstanceSchema.shape.interfaces.def.innerType.def.innerType.def.element;
  expect(Object.keys(INTERFACE_FIELDS).sort()).toEqual(Object.keys(element.shape).sort());
});

describe.each(
  Object.entries(INTERFACE_FIELDS).flatMap(([name, field]) =>
    SOURCES.map((source) => [name, source, field] as const),
  ),
)('instance.interfaces.*.%s from %s', (name, source, field) => {
  test.skipIf(name === 'deviceNumber')('of the primary interface is served', async () => {
    await fc.assert(
      fc.asyncProperty(field.values, async (value) => {
        const interfaces = [{ [name]: value }];
        const { mock, refused } = await serve(source, describing({ interfaces }));
        expect(refused).toBeUndefined();
        expect(missing(mock, field, value)).toEqual([]);
      }),
      { numRuns: 1 },
    );
  });

  test('of a second interface is served', async () => {
    await fc.assert(
      fc.asyncProperty(field.values, async (value) => {
        const interfaces = [{}, { [name]: value }];
        const { mock, refused } = await serve(source, describing({ interfaces }));
        expect(refused).toBeUndefined();
        expect(missing(mock, field, value)).toEqual([]);
      }),
      { numRuns: 1 },
    );
  });
});

test.each(SOURCES)(
  'a seed from %s that draws nothing is reported, and one that draws something is not',
  async (source) => {
    const alone = await serve(source, describing({ seed: 7 }));
    expect(alone.warnings).toContain('instance.seed');
    const drawing = await serve(source, describing({ seed: 7, interfaces: [{}, {}] }));
    expect(drawing.warnings).toBe('');
  },
);
