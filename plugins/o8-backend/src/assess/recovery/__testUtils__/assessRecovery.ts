import type {
  AssessInput,
  KubernetesObject,
} from '@orchestr8/backstage-plugin-o8-node';
import { createSchedule, createStorage } from '../../../sources/__testUtils__';
import { createAssessInput } from '../../__testUtils__';
import { recoveryAssessor } from '../recoveryAssessor';

/** Judges what is on a cluster. */
export function assess(
  objects: KubernetesObject[],
  fields: Partial<AssessInput> = {},
  cluster = 'eu-1',
) {
  return recoveryAssessor.assess(
    createAssessInput({ [cluster]: objects }, fields),
  );
}

/** The codes of the problems of the first placement. */
export function problemsOf(
  objects: KubernetesObject[],
  fields: Partial<AssessInput> = {},
) {
  return assess(objects, fields).protections[0].problems.map(p => p.code);
}

/** A schedule that works, and what it needs. */
export const schedule = createSchedule();
export const storage = createStorage();
export const rest = [schedule, storage];
