import type { KubernetesObject } from '@orchestr8/backstage-plugin-o8-node';
import { argocdExamples } from './argocdExamples';
import { backupExamples } from './backupExamples';
import { boundaryExamples } from './boundaryExamples';
import { databaseExamples } from './databaseExamples';
import { eventExamples } from './eventExamples';
import { meshExamples } from './meshExamples';
import { observabilityExamples } from './observabilityExamples';
import { policyExamples } from './policyExamples';
import { secretExamples } from './secretExamples';
import { workloadExamples } from './workloadExamples';

export { condition, inModule, MODULE, onPlatform } from './createExample';
export { SECRET_TEXT } from './secretExamples';

/** One object of each kind that is read, as real controllers write it. */
export const examples: KubernetesObject[] = [
  ...argocdExamples,
  ...boundaryExamples,
  ...secretExamples,
  ...meshExamples,
  ...eventExamples,
  ...databaseExamples,
  ...observabilityExamples,
  ...workloadExamples,
  ...backupExamples,
  ...policyExamples,
];

/** The example of a kind, by group and kind such as `velero.io/Restore`. */
export function exampleOf(kindKey: string): KubernetesObject {
  const found = examples.find(object => toKindKey(object) === kindKey);
  if (!found) {
    throw new Error(`There is no example of ${kindKey}`);
  }
  return structuredClone(found);
}

/** Group and kind, such as `apps/Deployment`, and `/Namespace` for the core group. */
export function toKindKey({
  apiVersion,
  kind,
}: Pick<KubernetesObject, 'apiVersion' | 'kind'>): string {
  const group = apiVersion.includes('/') ? apiVersion.split('/')[0] : '';
  return `${group}/${kind}`;
}
