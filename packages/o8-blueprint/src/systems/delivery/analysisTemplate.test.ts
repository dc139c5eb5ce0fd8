import type { ModuleSpecInput } from '@orchestr8/backstage-plugin-o8-common';
import { createRichZone } from '../../__testUtils__/anyModule';
import { valueOf } from '../../__testUtils__/examples';
import { onlyOf, specWith } from '../../__testUtils__/planWith';
import { planModule } from '../../plan/planModule';
import { analysisTemplate } from './analysisTemplate';

type Exposure = ModuleSpecInput['spec']['exposure'];

const planOf = (exposure?: Exposure) => {
  const spec = specWith(
    { kind: 'service', port: 8_081 },
    {
      exposure,
      delivery: { strategy: 'canary', successRatePercent: 99 },
      observability: { metrics: { path: '/metrics' } },
    },
  );
  const monitoring = {
    namespace: 'monitoring',
    podLabels: { app: 'prometheus' },
    prometheusUrl: 'http://prometheus.monitoring.svc:9090',
  };
  const zone = createRichZone('sidecar', { monitoring });
  return valueOf(planModule({ spec, zone }));
};

const queryOf = (exposure?: Exposure): string =>
  JSON.stringify(onlyOf(analysisTemplate, planOf(exposure)).spec).replaceAll(
    '\\"',
    '"',
  );

describe('the share of requests to a canary that succeed', () => {
  const PUBLIC: Exposure = { kind: 'public', host: 'shop.rich.example' };

  it.each([
    [
      'sidecars',
      undefined,
      'reporter="destination",namespace="shop",pod=~"shop-{{args.canary-hash}}-.+"',
    ],
    [
      'the gateway',
      PUBLIC,
      'reporter="source",destination_service_namespace="shop",destination_service_name="shop-canary"',
    ],
  ])(
    'is none where all of them fail, as %s count them',
    (_who, exposure, own) => {
      const all = `sum(rate(istio_requests_total{${own}}[2m]))`;
      const failed = `sum(rate(istio_requests_total{${own},response_code=~"5.."}[2m]))`;
      // Of a version that never succeeded there is no series of successes: a share of these
      // would be no result at all, which holds nothing up.
      expect(queryOf(exposure)).toContain(
        `1 - (${failed} or ${all} * 0) / ${all}`,
      );
    },
  );

  it('is the platform’s to count at the gateway, and a reviewer is told so', () => {
    const note = expect.stringContaining(
      'Canaries of shop are judged by what the gateway counts',
    );
    expect(planOf(PUBLIC).notes).toContainEqual(note);
    expect(planOf().notes).not.toContainEqual(note);
  });
});
