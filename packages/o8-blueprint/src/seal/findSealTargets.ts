import {
  moduleSpecSchema,
  toProblems,
  type LandingZone,
  type Problem,
} from '@orchestr8/backstage-plugin-o8-common';
import { z } from 'zod';
import { readYaml } from '../parse/readYaml';
import type { Result } from '../types';
import {
  readSealingCertificate,
  type SealingCertificate,
} from './readSealingCertificate';
import type { SealScope } from './SealScope';

/**
 * What is to be sealed.
 *
 * @public
 */
export interface SealRequest {
  secret: string;
  key: string;
  /** All clusters on which the module is, without any. */
  clusters?: readonly string[];
}

/**
 * Where a value goes, and what it is sealed with there.
 *
 * @public
 */
export interface SealTargets {
  /** The place of the secret in `spec.secrets`. */
  index: number;
  /** The namespace, which is called like the module. */
  namespace: string;
  scope: SealScope;
  clusters: { cluster: string; certificate: SealingCertificate }[];
}

/**
 * What is wrong with the spec, and what with the landing zone.
 *
 * @public
 */
export interface SealProblems {
  spec: Problem[];
  zone: Problem[];
}

/** No more than sealing needs: a spec lacks ciphertext before it is sealed. */
const draftSchema = z.looseObject({
  metadata: z.looseObject({
    name: moduleSpecSchema.shape.metadata.shape.name,
  }),
  spec: z.looseObject({
    landingZone: z.string('must be text'),
    placements: z
      .array(z.looseObject({ cluster: z.string('must be text') }))
      .default([]),
    secrets: z
      .array(
        z.looseObject({
          name: z.string('must be text'),
          keys: z.array(z.string('must be text')),
          path: z.unknown().optional(),
          scope: z
            .enum(
              ['strict', 'namespace-wide', 'cluster-wide'],
              'must be one of strict, namespace-wide, cluster-wide',
            )
            .default('strict'),
        }),
      )
      .default([]),
  }),
});

type Draft = z.output<typeof draftSchema>;

/**
 * Finds the secret of a spec and the certificates of its clusters, or says everything that
 * is against it.
 *
 * @public
 */
export function findSealTargets(
  text: string,
  zone: LandingZone,
  request: SealRequest,
): { ok: true; value: SealTargets } | { ok: false; problems: SealProblems } {
  const draft = readDraft(text);
  if (!draft.ok) {
    return { ok: false, problems: { spec: draft.problems, zone: [] } };
  }
  const { metadata, spec } = draft.value;
  const index = spec.secrets.findIndex(({ name }) => name === request.secret);
  const clusters = request.clusters?.length
    ? [...new Set(request.clusters)]
    : listClusters(draft.value, zone);
  const found = findCertificates(zone, clusters);
  const problems = {
    spec: [
      ...findDraftProblems(draft.value, zone, request),
      ...findUnknownClusters(draft.value, zone, clusters),
    ],
    zone: found.problems,
  };
  return problems.spec.length + problems.zone.length > 0
    ? { ok: false, problems }
    : {
        ok: true,
        value: {
          index,
          namespace: metadata.name,
          scope: spec.secrets[index].scope,
          clusters: found.certificates,
        },
      };
}

function readDraft(text: string): Result<Draft> {
  const read = readYaml(text);
  if (!read.ok) {
    return read;
  }
  const parsed = draftSchema.safeParse(read.value);
  return parsed.success
    ? { ok: true, value: parsed.data }
    : { ok: false, problems: toProblems(parsed.error) };
}

function findDraftProblems(
  { spec }: Draft,
  { metadata }: LandingZone,
  { secret, key }: SealRequest,
): Problem[] {
  const known = listNames(spec.secrets.map(({ name }) => name));
  const index = spec.secrets.findIndex(({ name }) => name === secret);
  const found = spec.secrets.at(index);
  const problems: [string, string][] = [];
  if (spec.landingZone !== metadata.name) {
    problems.push([
      'spec.landingZone',
      `is "${spec.landingZone}", and the landing zone is "${metadata.name}"`,
    ]);
  }
  if (index < 0 || !found) {
    problems.push(['spec.secrets', `has no "${secret}": it has ${known}`]);
  } else if (!found.keys.includes(key)) {
    problems.push([
      `spec.secrets[${index}].keys`,
      `has no "${key}": it has ${listNames(found.keys)}`,
    ]);
  }
  if (index >= 0 && found?.path !== undefined) {
    problems.push([
      `spec.secrets[${index}].path`,
      'is where a store has the values: leave it out to seal them',
    ]);
  }
  return problems.map(([path, message]) => invalid(path, message));
}

/** Those of its placements, or those that modules without any get. */
function listClusters({ spec }: Draft, zone: LandingZone): string[] {
  const named = spec.placements.map(({ cluster }) => cluster);
  const given = zone.spec.clusters
    .filter(cluster => cluster.default)
    .map(({ name }) => name);
  return [...new Set(named.length > 0 ? named : given)];
}

/** Those that are not there, and those on which the spec would be refused with ciphertext. */
function findUnknownClusters(
  draft: Draft,
  zone: LandingZone,
  clusters: string[],
): Problem[] {
  const known = zone.spec.clusters.map(({ name }) => name);
  const placed = listClusters(draft, zone);
  return clusters.flatMap(cluster => {
    if (!known.includes(cluster)) {
      const message = `"${cluster}" is not a cluster of the landing zone, which has ${listNames(
        known,
      )}`;
      return [invalid('spec.placements', message)];
    }
    const message = `the module is not on "${cluster}": it is on ${listNames(
      placed,
    )}`;
    return placed.includes(cluster)
      ? []
      : [invalid('spec.placements', message)];
  });
}

function findCertificates(
  { spec }: LandingZone,
  clusters: string[],
): { certificates: SealTargets['clusters']; problems: Problem[] } {
  const { operator, certificates = {} } = spec.secrets ?? {};
  if (operator !== 'sealed-secrets') {
    const message = operator
      ? `is "${operator}", which reads values from a store: nothing is sealed`
      : 'is missing: only "sealed-secrets" opens what is sealed';
    return {
      certificates: [],
      problems: [invalid('spec.secrets.operator', message)],
    };
  }
  const known = spec.clusters.map(({ name }) => name);
  const read = clusters
    .filter(cluster => known.includes(cluster))
    .map(cluster => ({
      cluster,
      result: Object.hasOwn(certificates, cluster)
        ? readSealingCertificate(certificates[cluster])
        : missing(),
    }));
  return {
    certificates: read.flatMap(({ cluster, result }) =>
      result.ok ? [{ cluster, certificate: result.value }] : [],
    ),
    problems: read.flatMap(({ cluster, result }) =>
      result.ok
        ? []
        : result.problems.map(({ message }) =>
            invalid(certificatePath(cluster), message),
          ),
    ),
  };
}

/**
 * Where a landing zone has the certificate of a cluster.
 *
 * @public
 */
export function certificatePath(cluster: string): string {
  return z.core.toDotPath(['spec', 'secrets', 'certificates', cluster]);
}

function missing(): Result<never> {
  const message =
    'is missing: "kubeseal --fetch-cert" prints that of the controller';
  return { ok: false, problems: [invalid('', message)] };
}

function invalid(path: string, message: string): Problem {
  return { path, message, kind: 'invalid' };
}

function listNames(names: readonly string[]): string {
  return names.length > 0 ? names.map(name => `"${name}"`).join(', ') : 'none';
}
