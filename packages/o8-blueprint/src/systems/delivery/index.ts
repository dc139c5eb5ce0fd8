import { describeDelivery, findDeliveryProblems } from './findDeliveryProblems';
import { analysisTemplate } from './analysisTemplate';
import { canaryDeployment } from './canaryDeployment';
import { rollout } from './rollout';
import { services } from './versionServices';
import { virtualService } from './virtualService';
import type { System } from '../System';

export const delivery: System = {
  rows: [
    {
      title: 'Traffic shifting',
      summary:
        'Two Services, stable and canary. `weights`: a second Deployment and fixed shares in git. `canary`: a Rollout of Argo Rollouts with steps and an AnalysisTemplate. Requests are shifted by the HTTPRoute of what is public, otherwise by a VirtualService of a sidecar mesh; never by both.',
      watches: [
        { group: 'argoproj.io', kind: 'Rollout' },
        { group: 'gateway.networking.k8s.io', kind: 'HTTPRoute' },
        { group: 'networking.istio.io', kind: 'VirtualService' },
      ],
      checks: ['HA-1', 'HA-2', 'CHG-3'],
      source: 'systems/delivery',
    },
  ],
  writes: ['delivery', 'placements[].promotionOrder'],
  module: [
    services,
    canaryDeployment,
    virtualService,
    analysisTemplate,
    rollout,
  ],
  findProblems: context => findDeliveryProblems(context),
  notes: describeDelivery,
};
