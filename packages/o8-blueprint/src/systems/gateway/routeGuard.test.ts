import { createRichZone } from '../../__testUtils__/anyModule';
import { valueOf } from '../../__testUtils__/examples';
import { specWith } from '../../__testUtils__/planWith';
import { planModule } from '../../plan/planModule';
import { readList } from '../../forecast/readField';
import { routeGuard } from './routeGuard';

const SERVICE = { kind: 'service' as const, port: 8_081 };

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
