import type { ModuleSpecInput } from '@orchestr8/backstage-plugin-o8-common';
import { createRichZone } from '../../__testUtils__/anyModule';
import { problemsOf } from '../../__testUtils__/examples';
import { specWith } from '../../__testUtils__/planWith';
import { planModule } from '../../plan/planModule';

type Spec = ModuleSpecInput['spec'];

const HOST = 'shop.rich.example';
const OWN_HOST = 'till.rich.example';
const BOTH = ['eu-1', 'us-1'];
const BALANCED = { kind: 'load-balancer', healthPath: '/-/health' };

const zoneWith = (traffic: object) => createRichZone('none', { traffic });

/** A module that is public at this path of the host, at these clusters. */
const moduleAt = (
  name: string,
  path: string,
  { clusters = BOTH, exposure = {}, hosts = [] as (string | undefined)[] } = {},
) => {
  const more: Partial<Spec> = {
    exposure: { kind: 'public', host: HOST, paths: [path], ...exposure },
    placements: clusters.map((cluster, index) => ({
      environment: 'production',
      cluster,
      host: hosts[index],
    })),
  };
  return specWith({ kind: 'service' }, more, name);
};

const linesOf = (
  spec: ReturnType<typeof moduleAt>,
  other: ReturnType<typeof moduleAt>,
  zone = zoneWith(BALANCED),
) =>
  problemsOf(
    planModule({ spec, zone, platform: { modules: [{ spec: other }] } }),
  ).map(({ path, message }) => `${path}: ${message}`);

describe('two modules at one host behind a load balancer', () => {
  const shop = moduleAt('shop', '/shop');
  const till = moduleAt('till', '/till');
  const said =
    '"shop.rich.example" is the host of the module "till" too, and at shop.rich.example/-/health the load balancer of the landing zone "rich" asks for the health of one only: take a host of its own';

  it('cannot both say how they are', () => {
    expect(linesOf(shop, till)).toEqual([`spec.exposure.host: ${said}`]);
  });

  it('cannot do so by the host of a placement either', () => {
    const named = moduleAt('shop', '/shop', {
      exposure: { host: OWN_HOST },
      hosts: [HOST, HOST],
    });
    expect(linesOf(named, till)).toEqual([`spec.placements[0].host: ${said}`]);
  });

  it('can where only one of them is asked', () => {
    const here = moduleAt('till', '/till', { clusters: ['eu-1'] });
    expect(linesOf(shop, here)).toEqual([]);
    expect(linesOf(here, shop)).toEqual([]);
    const own = moduleAt('till', '/till', { exposure: { host: OWN_HOST } });
    expect(linesOf(shop, own)).toEqual([]);
    expect(linesOf(shop, till, zoneWith({ kind: 'none' }))).toEqual([]);
  });

  it('can be the same module, and one whose landing zone is not known', () => {
    expect(linesOf(shop, shop)).toEqual([]);
    const elsewhere = {
      ...till,
      spec: { ...till.spec, landingZone: 'elsewhere' },
    };
    expect(linesOf(shop, elsewhere)).toEqual([]);
  });
});
