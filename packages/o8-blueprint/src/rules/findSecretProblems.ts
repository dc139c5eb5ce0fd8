import type { Problem } from '@orchestr8/backstage-plugin-o8-common';
import { findRepeated } from './findRepeated';
import { invalid } from './invalid';
import { secretVolumeName } from './secretVolumeName';
import type { SpecParts, SpecRule } from './specParts';

type Secret = NonNullable<SpecParts['fields']['secrets']>[number];

/** What a shell and every runtime take for the name of a variable. */
const VARIABLE = /^[A-Za-z_][A-Za-z0-9_]*$/;
/** How Secrets end that databases and event buses bring: they begin with the module's name. */
const RESERVED =
  /^-(database|nats|kafka|db(-(app|ca|server|replication|superuser|restored.*))?)$/;

/** Secrets have names and keys of their own, and ciphertext for each of them. */
export const findSecretProblems: SpecRule = ({ name, fields, workload }) => {
  const { secrets = [], placements = [] } = fields;
  const clusters = placements.map(({ cluster }) => cluster);
  return [
    ...findNameProblems(secrets, name),
    ...secrets.flatMap((secret, index) => [
      ...findRepeated(secret.keys, key => key).map(({ entry, index: at }) =>
        invalid(['secrets', index, 'keys', at], `"${entry}" is there twice`),
      ),
      ...findForeignProblems(secret, index),
      // Without any its landing zone says where it is.
      ...(clusters.length > 0
        ? findSealedProblems(secret, index, clusters)
        : []),
    ]),
    ...(workload.chart
      ? findChartProblems(secrets)
      : [
          ...findVariableProblems(secrets),
          ...findVolumeProblems(secrets, workload),
        ]),
  ];
};

function findNameProblems(
  secrets: readonly Secret[],
  module: string | undefined,
): Problem[] {
  return [
    ...findRepeated([...secrets], ({ name }) => name).map(
      ({ entry, index, first }) =>
        invalid(
          ['secrets', index, 'name'],
          `"${entry.name}" is the name of secrets[${first}] too`,
        ),
    ),
    ...secrets.flatMap(({ name }, index) =>
      module !== undefined &&
      name.startsWith(module) &&
      RESERVED.test(name.slice(module.length))
        ? [
            invalid(
              ['secrets', index, 'name'],
              `"${name}" is what the Secret of its database or event bus is called: choose another name`,
            ),
          ]
        : [],
    ),
  ];
}

/** A key of a secret that is no files is a variable, and two of one name are one. */
function findVariableProblems(secrets: readonly Secret[]): Problem[] {
  const taken = new Map<string, string>([
    ['PORT', 'is set from spec.workload.port'],
  ]);
  return secrets.flatMap(({ keys, mountPath }, index) => {
    if (mountPath !== undefined) {
      return [];
    }
    const problems = keys.flatMap((key, at) => {
      const reason = VARIABLE.test(key)
        ? taken.get(key)
        : 'cannot be an environment variable';
      return reason
        ? [
            invalid(
              ['secrets', index, 'keys', at],
              `"${key}" ${reason}: give it another name, or say "mountPath" to have files`,
            ),
          ]
        : [];
    });
    for (const key of keys) {
      if (!taken.has(key)) {
        taken.set(key, `is a variable of secrets[${index}] already`);
      }
    }
    return problems;
  });
}

/** The pods of a chart are its own: nothing can be mounted into them from here. */
function findChartProblems(secrets: readonly Secret[]): Problem[] {
  return secrets.flatMap(({ name, mountPath }, index) =>
    mountPath === undefined
      ? []
      : [
          invalid(
            ['secrets', index, 'mountPath'],
            `cannot be in the pods of a chart: leave it out, and name the Secret "${name}" in workload.chart.values`,
          ),
        ],
  );
}

function findVolumeProblems(
  secrets: readonly Secret[],
  { volumes = [] }: SpecParts['workload'],
): Problem[] {
  const names = volumes.map(({ name }) => name);
  return secrets.flatMap(({ name, mountPath }, index) => {
    const volume = secretVolumeName(name);
    return mountPath !== undefined && names.includes(volume)
      ? [
          invalid(
            ['secrets', index, 'name'],
            `"${name}" would be the volume "${volume}", as workload.volumes[${names.indexOf(
              volume,
            )}] is: rename one of them`,
          ),
        ]
      : [];
  });
}

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

/** Whether the clusters of a module, and no others, have ciphertext of every key. */
export function findSealedProblems(
  secret: Secret,
  index: number,
  clusters: readonly string[],
): Problem[] {
  return [
    ...findUnsealedProblems(secret, index, clusters),
    ...Object.keys(secret.sealed ?? {})
      .filter(cluster => !clusters.includes(cluster))
      .map(cluster =>
        invalid(
          ['secrets', index, 'sealed', cluster],
          'is for a cluster on which the module is not: add the placement, or remove what is sealed for it',
        ),
      ),
  ];
}

/** What `o8 seal` has to be run for: every key, for every cluster. */
function findUnsealedProblems(
  { name, keys, sealed }: Secret,
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
          `is missing: "o8 seal o8.yaml --secret ${name} --key ${key} --cluster ${cluster} --landing-zone ZONE.yaml" writes it`,
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
