import type {
  ModuleSpec,
  Problem,
} from '@orchestr8/backstage-plugin-o8-common';
import { findChartProblems } from './findChartProblems';
import { findComplianceProblems } from './findComplianceProblems';
import { findDataProblems } from './findDataProblems';
import { findDeliveryProblems } from './findDeliveryProblems';
import { findDependencyProblems } from './findDependencyProblems';
import { findEnvProblems } from './findEnvProblems';
import { findExposureProblems } from './findExposureProblems';
import { findEventProblems } from './findEventProblems';
import { findKindProblems } from './findKindProblems';
import { findObservabilityProblems } from './findObservabilityProblems';
import { findPlacementProblems } from './findPlacementProblems';
import { findRecoveryProblems } from './findRecoveryProblems';
import { findSecretProblems } from './findSecretProblems';
import { findSourceProblems } from './findSourceProblems';
import { findVolumeProblems } from './findVolumeProblems';
import { readSpecParts, type SpecParts, type SpecRule } from './specParts';

/** In the order of the fields of a spec. */
const RULES: readonly SpecRule[] = [
  findSourceProblems,
  findChartProblems,
  findKindProblems,
  findEnvProblems,
  findVolumeProblems,
  findPlacementProblems,
  findExposureProblems,
  findDependencyProblems,
  findEventProblems,
  findDataProblems,
  findSecretProblems,
  findObservabilityProblems,
  findDeliveryProblems,
  findComplianceProblems,
  findRecoveryProblems,
];

/** What the fields of a spec say together. */
export function findSpecProblems({ metadata, spec }: ModuleSpec): Problem[] {
  const { workload, ...fields } = spec;
  return judge({ name: metadata.name, fields, workload });
}

/**
 * The same of what is no spec yet. Each part is judged where it is well by itself, so that
 * a problem elsewhere does not hide these.
 */
export function findInputProblems(input: unknown): Problem[] {
  const parts = readSpecParts(input);
  return parts ? judge(parts) : [];
}

function judge(parts: SpecParts): Problem[] {
  return RULES.flatMap(rule => rule(parts));
}
