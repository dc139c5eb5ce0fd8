import { createRichZone } from '../../__testUtils__/anyModule';
import { valueOf } from '../../__testUtils__/examples';
import { planWith, specWith } from '../../__testUtils__/planWith';
import { planModule } from '../../plan/planModule';
import { readList } from '../../forecast/readField';
import { at, CHART, open, SERVICE, TWO } from './__testUtils__/publicShop';
import { routeGuard } from './routeGuard';

const conditionsFor = (paths?: string[], zone: object = {}): string => {
  const spec = specWith(SERVICE, {
    exposure: { kind: 'public', host: 'shop.rich.example', paths },
    placements: ['eu-1', 'us-1'].map(cluster => ({
      environment: 'production',
      cluster,
    })),
  });
  const plan = valueOf(
    planModule({ spec, zone: createRichZone('none', zone) }),
  );
  const [policy] = routeGuard.emit({ ...plan, placement: plan.placements[0] });
  return JSON.stringify(readList(policy, 'spec.validations'));
};

describe('the paths of a public module', () => {
  it('are those of its routes, since others may have the rest of the host', () => {
    const text = conditionsFor(['/api/', '/events']);
    expect(text).toContain(
      "object.kind != 'HTTPRoute' || (has(object.spec.rules) && object.spec.rules.all(r, has(r.matches) && r.matches.all(m, has(m.path) && m.path.type in ['Exact', 'PathPrefix'] && ['/api', '/events'].exists(p, m.path.value == p || m.path.value.startsWith(p + '/')))))",
    );
    expect(text).toContain('the public paths of its module');
  });

  it('have what the load balancer asks for beside them', () => {
    const traffic = { kind: 'load-balancer', healthPath: '/-/health' };
    expect(conditionsFor(['/api'], { traffic })).toContain(
      "['/api', '/-/health'].exists(p, ",
    );
  });

  it.each([[undefined], [['/', '/api']]])(
    'are not asked for where it has the whole host: %s',
    paths => {
      expect(conditionsFor(paths)).not.toContain('m.path');
    },
  );
});

describe('the guard of routes', () => {
  it('takes approved hosts on listeners for TLS, in the namespace of the module', () => {
    const plan = planWith(SERVICE, { exposure: open(), placements: TWO });
    const [policy, binding] = routeGuard.emit(at(plan));
    expect(policy).toMatchObject({
      metadata: { name: 'shop.routes.orchestr8.io' },
      spec: {
        failurePolicy: 'Fail',
        matchConstraints: {
          namespaceSelector: {
            matchLabels: { 'kubernetes.io/metadata.name': 'shop' },
          },
          resourceRules: [{ resources: ['httproutes', 'tlsroutes'] }],
        },
        validations: [
          {
            expression: expect.stringContaining(
              "size(object.spec.hostnames) > 0 && object.spec.hostnames.all(h, h in ['shop.rich.example', 'us.rich.example'])",
            ),
          },
          {
            expression: expect.stringContaining(
              "has(p.sectionName) && p.sectionName in ['https', 'tls']",
            ),
          },
        ],
      },
    });
    expect(binding.spec).toEqual({
      policyName: 'shop.routes.orchestr8.io',
      validationActions: ['Deny'],
    });
  });

  it('is there for what the project of the module lets in, and nothing else', () => {
    const resourcesOf = (...args: Parameters<typeof planWith>) =>
      routeGuard
        .emit(at(planWith(...args)))
        .map(({ spec }) => JSON.stringify(spec))
        .map(text => text.match(/"resources":\[[^\]]*\]/g) ?? [])
        .flat();
    expect(resourcesOf(SERVICE, {}, 'sidecar')).toEqual([]);
    expect(resourcesOf(CHART, { exposure: open() })).toEqual([
      '"resources":["httproutes","tlsroutes"]',
    ]);
    const shifted = { delivery: { strategy: 'canary' as const } };
    expect(resourcesOf(SERVICE, shifted, 'sidecar')).toEqual([
      '"resources":["virtualservices"]',
    ]);
    const calling = { dependsOn: [{ module: 'ledger', port: 8_080 }] };
    expect(resourcesOf(SERVICE, calling, 'sidecar')).toEqual([
      '"resources":["destinationrules"]',
    ]);
    expect(resourcesOf(SERVICE, calling)).toEqual([]);
  });

  it('lets a VirtualService be about Services of its module, beside the way out', () => {
    const plan = planWith(
      SERVICE,
      {
        delivery: { strategy: 'canary' },
        dependsOn: [{ host: 'api.example.com' }],
      },
      'sidecar',
    );
    const text = JSON.stringify(routeGuard.emit(at(plan))[0].spec);
    expect(text).toContain(
      "h.matches('^[a-z0-9-]+[.]shop[.]svc[.]cluster[.]local$') || h in ['api.example.com']",
    );
    expect(text).toContain("g in ['mesh', 'istio-egress/egress']");
  });
});
