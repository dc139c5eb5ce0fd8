import { LABEL_MODULE } from '@orchestr8/backstage-plugin-o8-common';
import { LABEL_PART } from '../../emitters/labels';
import type { Manifest } from '../../types';

export const API_VERSION = 'policies.kyverno.io/v1';

/** Whether what is against a policy is refused, or only reported. */
export type Action = 'Deny' | 'Audit';

/** What one policy asks for, and how bad it is when it is not so. */
export interface PolicyText {
  name: string;
  title: string;
  severity: 'critical' | 'high' | 'medium';
  action: Action;
}

/** A policy of the platform for the namespaces of modules; teams cannot change their labels. */
export function toPolicy(
  kind: 'ValidatingPolicy' | 'ImageValidatingPolicy',
  { name, title, severity, action }: PolicyText,
  {
    resourceRules,
    namespaceExpressions = [],
    ...spec
  }: {
    resourceRules: object[];
    namespaceExpressions?: object[];
    validations: object[];
    [field: string]: unknown;
  },
): Manifest {
  return {
    apiVersion: API_VERSION,
    kind,
    metadata: {
      name,
      labels: { [LABEL_PART]: 'platform' },
      annotations: {
        'policies.kyverno.io/title': title,
        'policies.kyverno.io/category': 'Orchestr8',
        'policies.kyverno.io/severity': severity,
      },
    },
    spec: {
      ...spec,
      validationActions: [action],
      // What is only reported must not stop anything while nobody judges.
      failurePolicy: action === 'Deny' ? 'Fail' : 'Ignore',
      evaluation: { background: { enabled: true } },
      matchConstraints: {
        namespaceSelector: {
          matchExpressions: [
            { key: LABEL_MODULE, operator: 'Exists' },
            ...namespaceExpressions,
          ],
        },
        resourceRules: resourceRules.map(rule => ({
          apiVersions: ['v1'],
          operations: ['CREATE', 'UPDATE'],
          ...rule,
        })),
      },
    },
  };
}

/** Text as a literal of CEL. */
export function literal(text: string): string {
  return JSON.stringify(text);
}
