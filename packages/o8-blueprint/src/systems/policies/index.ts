import type { System } from '../System';
import { findPolicyProblems } from './findPolicyProblems';
import { policyException } from './policyException';

const KINDS = ['ValidatingPolicy', 'ImageValidatingPolicy', 'PolicyException'];

export const policies: System = {
  rows: [
    {
      title: 'SOC2, HIPAA',
      summary:
        'Policies of Kyverno for all modules, once per cluster by `o8 init`: restricted pods, images pinned and signed, labels, encrypted volumes for confidential and health data. Modules have exceptions only, each with an owner and an end.',
      watches: [
        ...KINDS.map(kind => ({ group: 'policies.kyverno.io', kind })),
        { group: 'wgpolicyk8s.io', kind: 'PolicyReport' },
        { group: 'openreports.io', kind: 'Report' },
      ],
      checks: ['PSS-2', 'VUL-2', 'VUL-4', 'GOV-2'],
      source: 'systems/policies',
    },
  ],
  cluster: [policyException],
  findProblems: findPolicyProblems,
};
