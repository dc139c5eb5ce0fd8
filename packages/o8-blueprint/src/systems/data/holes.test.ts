import { isAllowed, type Peer } from '../../__testUtils__/isAllowed';
import { planWith } from '../../__testUtils__/planWith';
import { networkPolicies } from '../../emitters/networkPolicies';
import type { ModulePlan } from '../../types';

type Mesh = 'none' | 'sidecar' | 'ambient';

function reach(
  plan: ModulePlan,
): (from: Peer, to: Peer, port: number) => boolean {
  const policies = networkPolicies.emit({
    ...plan,
    placement: plan.placements[0],
  });
  return (from, to, port) => isAllowed(policies, { from, to, port });
}

const pod = (name: string): Peer => ({
  namespace: 'shop',
  labels: { 'app.kubernetes.io/name': name },
});
const shop = pod('shop');
const migrations = pod('shop-migrations');
const other = pod('other');
const instanceOf = (cluster: string, namespace = 'shop'): Peer => ({
  namespace,
  labels: { 'cnpg.io/cluster': cluster },
});
const operator: Peer = {
  namespace: 'cnpg-system',
  labels: { 'app.kubernetes.io/name': 'cloudnative-pg' },
};

describe.each<Mesh>(['none', 'sidecar', 'ambient'])('in the mesh %s', mesh => {
  const workload = { kind: 'service', image: 'a/b:1' } as const;
  const command = ['/migrate'];

  it('a shared database is reached by who uses it, and nothing beside it', () => {
    const allowed = reach(
      planWith(
        workload,
        { data: { postgresql: { migrations: { command } } } },
        mesh,
      ),
    );
    const shared = instanceOf('shared-pg', 'platform-db');
    expect(allowed(shop, shared, 5432)).toBe(true);
    expect(allowed(migrations, shared, 5432)).toBe(true);
    expect(allowed(other, shared, 5432)).toBe(false);
    expect(allowed(shop, shared, 8000)).toBe(false);
    expect(allowed(shop, instanceOf('x', 'platform-db'), 5432)).toBe(false);
    expect(allowed(migrations, shop, 8080)).toBe(false);
  });

  it('a cluster of its own is reached by module, operator and Prometheus only', () => {
    const plan = planWith(
      workload,
      { data: { postgresql: { mode: 'dedicated', migrations: { command } } } },
      mesh,
    );
    const allowed = reach(plan);
    const [one, restored] = ['shop-db', 'shop-db-restored'].map(name =>
      instanceOf(name),
    );
    const prometheus = {
      namespace: 'monitoring',
      labels: { 'app.kubernetes.io/name': 'prometheus' },
    };
    const reached: [Peer, Peer, number, boolean][] = [
      [shop, one, 5432, true],
      [migrations, one, 5432, true],
      [other, one, 5432, false],
      [shop, one, 8000, false],
      [one, restored, 5432, true],
      [restored, one, 8000, true],
      [operator, one, 8000, true],
      [operator, restored, 5432, true],
      [operator, shop, 8080, false],
      [prometheus, one, 9187, true],
      [prometheus, one, 5432, false],
      [{ ...prometheus, namespace: 'elsewhere' }, one, 9187, false],
      [one, shop, 8080, false],
      [one, { ip: '192.0.2.1' }, 6443, true],
      [one, { ip: '192.0.2.1' }, 443, true],
      [one, { ip: '192.0.2.2' }, 443, false],
      [one, { ip: '198.51.100.9' }, 443, true],
      [one, { ip: '198.51.100.9' }, 80, false],
      [shop, { ip: '198.51.100.9' }, 443, false],
    ];
    expect(
      reached.filter(
        ([from, to, port, expected]) => allowed(from, to, port) !== expected,
      ),
    ).toEqual([]);
  });
});

it('nothing is opened without a database', () => {
  const allowed = reach(planWith({ kind: 'service' }));
  expect(allowed(shop, instanceOf('shared-pg', 'platform-db'), 5432)).toBe(
    false,
  );
  expect(allowed(operator, instanceOf('shop-db'), 8000)).toBe(false);
});
