import {
  MESH_MODES,
  type LandingZone,
} from '@orchestr8/backstage-plugin-o8-common';
import { createRichZone } from '../../__testUtils__/anyModule';
import { valueOf } from '../../__testUtils__/examples';
import { isAllowed } from '../../__testUtils__/isAllowed';
import { specWith } from '../../__testUtils__/planWith';
import { planClusters } from '../../plan/planObjects';
import { planModule } from '../../plan/planModule';

type Mode = LandingZone['spec']['mesh']['mode'];

function zoneCalled(name: string, mode: Mode): LandingZone {
  const zone = createRichZone(mode);
  return { ...zone, metadata: { ...zone.metadata, name } };
}

/** The ports at which a module of one landing zone reaches one of another, on one cluster. */
function openPorts(caller: Mode, callee: Mode): number[] {
  const zones = [zoneCalled('here', caller), zoneCalled('there', callee)];
  const shop = specWith({ kind: 'service' }, { landingZone: 'there' });
  const till = specWith(
    { kind: 'worker' },
    { landingZone: 'here', dependsOn: [{ module: 'shop' }] },
    'till',
  );
  const platform = { modules: [shop, till].map(spec => ({ spec })) };
  const manifests = [till, shop].flatMap((spec, index) =>
    planClusters(
      valueOf(planModule({ spec, zone: zones[index], zones, platform })),
    ).flatMap(({ objects }) => objects),
  );
  const [from, to] = ['till', 'shop'].map(namespace => ({
    namespace,
    labels: { 'app.kubernetes.io/name': namespace },
  }));
  return [80, 8080, 15_008, 15_012].filter(port =>
    isAllowed(manifests, { from, to, port }),
  );
}

describe('the ports of an edge', () => {
  it.each(
    MESH_MODES.flatMap(from => MESH_MODES.map(to => [from, to] as const)),
  )('are those by which it is reached: from %s to %s', (from, to) => {
    const hasTunnel = from === 'ambient' || to === 'ambient';
    expect(openPorts(from, to)).toEqual([8080, ...(hasTunnel ? [15_008] : [])]);
  });
});
