import type { Problem } from '@orchestr8/backstage-plugin-o8-common';
import { findRepeated } from './findRepeated';
import { invalid } from './invalid';
import type { SpecParts, SpecRule } from './specParts';

type Secret = NonNullable<SpecParts['fields']['secrets']>[number];

/** Secrets have names and keys of their own, and ciphertext for each of them. */
export const findSecretProblems: SpecRule = ({ fields }) => {
  const { secrets = [], placements = [] } = fields;
  const clusters = placements.map(({ cluster }) => cluster);
  return [
    ...findRepeated(secrets, ({ name }) => name).map(
      ({ entry, index, first }) =>
        invalid(
          ['secrets', index, 'name'],
          `"${entry.name}" is the name of secrets[${first}] too`,
        ),
    ),
    ...secrets.flatMap((secret, index) => [
      ...findRepeated(secret.keys, key => key).map(({ entry, index: at }) =>
        invalid(['secrets', index, 'keys', at], `"${entry}" is there twice`),
      ),
      ...findForeignProblems(secret, index),
      ...findUnsealedProblems(secret, index, clusters),
    ]),
  ];
};

function findForeignProblems({ name, keys, sealed }: Secret, index: number) {
  return Object.entries(sealed ?? {}).flatMap(([cluster, texts]) =>
    Object.keys(texts)
      .filter(key => !keys.includes(key))
      .map(key =>
        invalid(
          ['secrets', index, 'sealed', cluster, key],
          `is not among the keys of "${name}"`,
        ),
      ),
  );
}

/** What `o8 seal` has to be run for: every key, for every cluster. */
export function findUnsealedProblems(
  { keys, sealed }: Secret,
  index: number,
  clusters: readonly string[],
): Problem[] {
  if (!sealed) {
    return [];
  }
  return clusters.flatMap(cluster =>
    [...new Set(keys)]
      .filter(key => !isSealed(sealed, cluster, key))
      .map(key =>
        invalid(
          ['secrets', index, 'sealed', cluster, key],
          `is missing: "o8 seal" writes it`,
        ),
      ),
  );
}

/** Not by `in`: a key may be called "constructor". */
function isSealed(
  sealed: NonNullable<Secret['sealed']>,
  cluster: string,
  key: string,
): boolean {
  return Object.hasOwn(sealed, cluster) && Object.hasOwn(sealed[cluster], key);
}
