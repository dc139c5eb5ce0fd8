import type { ModuleSpecInput } from '@orchestr8/backstage-plugin-o8-common';
import { planWith } from '../../__testUtils__/planWith';
import { changeObjects, look } from '../__testUtils__';

const SERVICE = { kind: 'service' as const, replicas: 4 };
const exposure = { kind: 'public' as const, host: 'shop.rich.example' };
const CHART: ModuleSpecInput['spec']['workload'] = {
  kind: 'service',
  chart: {
    repository: 'https://charts.example',
    name: 'thing',
    version: '1.2.3',
    port: 3_000,
  },
};
const open = planWith(SERVICE, { exposure });

describe('NET-5', () => {
  it('is satisfied where admission keeps routes to approved hosts', () => {
    const forecast = look('NET-5', open);
    expect(forecast.verdict).toBe('satisfied');
    expect(forecast.objects.map(({ kind }) => kind)).toEqual(
      expect.arrayContaining(['HTTPRoute', 'ValidatingAdmissionPolicy']),
    );
  });

  it('is satisfied where sidecars are led to two versions', () => {
    const delivery = { strategy: 'canary' as const };
    const inside = planWith(SERVICE, { delivery }, 'sidecar');
    expect(look('NET-5', inside).verdict).toBe('satisfied');
    const outside = changeObjects(inside, object =>
      object.kind === 'VirtualService' && !object.metadata.namespace
        ? { ...object, spec: { gateways: ['istio-ingress/public'] } }
        : object,
    );
    expect(look('NET-5', outside)).toMatchObject({
      verdict: 'fails',
      reasons: [
        'A route leads in from outside, and the exposure is not public.',
      ],
    });
  });

  it.each([
    ['ValidatingAdmissionPolicy', 'failurePolicy', 'Ignore'],
    ['ValidatingAdmissionPolicyBinding', 'validationActions', ['Audit']],
    ['ValidatingAdmissionPolicyBinding', 'policyName', 'other'],
  ])('is not known where %s has the %s %j', (kind, field, value) => {
    const plan = changeObjects(open, object =>
      object.kind === kind
        ? { ...object, spec: { ...Object(object.spec), [field]: value } }
        : object,
    );
    expect(look('NET-5', plan).verdict).toBe('not-checked');
  });

  it('is not known without a guard, also of a chart', () => {
    const without = (plan: typeof open) =>
      changeObjects(plan, object =>
        object.kind.startsWith('ValidatingAdmission') ? undefined : object,
      );
    expect(look('NET-5', without(open)).verdict).toBe('not-checked');
    expect(look('NET-5', without(planWith(CHART, { exposure }))).verdict).toBe(
      'not-checked',
    );
  });
});

describe('TLS-2', () => {
  it('is seen at run time of a route that is on a listener for TLS', () => {
    expect(look('TLS-2', open)).toMatchObject({
      verdict: 'at-runtime',
      reasons: [expect.stringContaining('is on a listener for TLS')],
    });
    const passed = planWith(SERVICE, {
      exposure: { ...exposure, tls: 'passthrough' },
    });
    expect(look('TLS-2', passed).verdict).toBe('at-runtime');
    expect(look('TLS-2', planWith(SERVICE)).verdict).toBe('not-applicable');
  });

  it('fails for a route that is served in plain text too, and without one', () => {
    const plain = changeObjects(open, object =>
      object.kind === 'HTTPRoute'
        ? { ...object, spec: { parentRefs: [{ name: 'public' }] } }
        : object,
    );
    expect(look('TLS-2', plain)).toMatchObject({
      verdict: 'fails',
      reasons: ['A route is not on a listener of the gateway for TLS.'],
    });
    const none = changeObjects(open, object =>
      object.kind === 'HTTPRoute' ? undefined : object,
    );
    expect(look('TLS-2', none)).toMatchObject({
      verdict: 'fails',
      reasons: ['It is public, and no route is planned.'],
    });
  });
});
