import type { KubernetesObject } from '@orchestr8/backstage-plugin-o8-node';
import {
  createNamespace,
  createNetworkPolicy,
  createReport,
} from '../../../sources/__testUtils__';
import { createAssessInput, createStatus } from '../../__testUtils__';
import { complianceAssessor } from '../complianceAssessor';

/** Judges what is on `eu-1`. */
export function assess(
  objects: KubernetesObject[],
  fields: Parameters<typeof createAssessInput>[1] = {},
) {
  return complianceAssessor.assess(
    createAssessInput({ 'eu-1': objects }, fields),
  );
}

/** What one check of them says. */
export function resultOf(
  check: string,
  objects: KubernetesObject[],
  fields: Parameters<typeof createAssessInput>[1] = {},
) {
  return assess(objects, fields).checks.find(each => each.check === check)!;
}

/** Everything fresh but one source. */
export function statusOf(
  source: string,
  fields: Parameters<typeof createStatus>[2],
): Parameters<typeof createAssessInput>[1] {
  return {
    sources: createAssessInput().sources.map(status =>
      status.source === source
        ? createStatus(status.cluster, source, fields)
        : status,
    ),
  };
}

/** Objects that keep every rule. */
export const WELL = [createNamespace(), createNetworkPolicy(), createReport()];
