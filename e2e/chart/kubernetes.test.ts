import { describe, expect, test } from 'vitest';
import { CASES } from './cases.ts';
import { decode, hasKubectl } from './support/kubectl.ts';
import { allOf, workloadsOf } from './support/manifests.ts';

const NO_KUBECTL = hasKubectl ? '' : ' (skipped: there is no kubectl on the PATH)';

/** What is left of an object when its images are taken away, and the empty fields that JSON of Kubernetes leaves out. */
function comparable(object: unknown): unknown {
  return JSON.parse(
    JSON.stringify(object, (key, value) => (key === 'image' || value === '' ? undefined : value)),
  );
}

describe.each(CASES)('$name', ({ name }) => {
  const withPods = [...workloadsOf(name), ...allOf('Pod', name)];

  test.runIf(hasKubectl).each(withPods)(
    `Kubernetes knows every field of $kind $metadata.name${NO_KUBECTL}`,
    (manifest) => {
      // Names of fields that the types do not have, and values of another type, do not come back.
      expect(comparable(decode(manifest))).toMatchObject(comparable(manifest) as object);
    },
  );
});
