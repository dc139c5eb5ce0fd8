import {
  MESH_MODES,
  type LandingZone,
} from '@orchestr8/backstage-plugin-o8-common';
import { createRichZone } from '../../__testUtils__/anyModule';
import { problemsOf, valueOf } from '../../__testUtils__/examples';
import { isAllowed } from '../../__testUtils__/isAllowed';
import { isAuthorized } from '../../__testUtils__/isAuthorized';
import { specWith } from '../../__testUtils__/planWith';
import { planClusters } from '../../plan/planObjects';
import { planModule } from '../../plan/planModule';

type Mode = LandingZone['spec']['mesh']['mode'];

function zoneCalled(name: string, mode: Mode): LandingZone {
  const zone = createRichZone(mode);
  return { ...zone, metadata: { ...zone.metadata, name } };
}

/** A caller and a callee of one cluster, each of a landing zone of its own. */
function planBoth(caller: Mode, callee: Mode) {
  const zones = [zoneCalled('here', caller), zoneCalled('there', callee)];
  const shop = specWith({ kind: 'service' }, { landingZone: 'there' });
  const till = specWith(
    { kind: 'worker' },
    { landingZone: 'here', dependsOn: [{ module: 'shop' }] },
    'till',
  );
  const platform = { modules: [shop, till].map(spec => ({ spec })) };
  return [till, shop].map((spec, index) =>
    planModule({ spec, zone: zones[index], zones, platform }),
  );
}

/** The ports at which the caller reaches the callee: by the network, and in its mesh. */
function openPorts(caller: Mode, callee: Mode) {
  const manifests = planBoth(caller, callee).flatMap(plan =>
    planClusters(valueOf(plan)).flatMap(({ objects }) => objects),
  );
  const [from, to] = ['till', 'shop'].map(namespace => ({
    namespace,
    serviceAccount: namespace,
    labels: { 'app.kubernetes.io/name': namespace },
  }));
  const ports = [80, 8080, 15_008, 15_012];
  return {
    network: ports.filter(port => isAllowed(manifests, { from, to, port })),
    mesh: ports.filter(port => isAuthorized(manifests, { from, to, port })),
  };
}

const PAIRS = MESH_MODES.flatMap(from =>
  MESH_MODES.map(to => [from, to] as const),
);

describe('the ports of an edge', () => {
  it.each(PAIRS.filter(([from, to]) => from !== 'none' || to === 'none'))(
    'are those by which it is reached: from %s to %s',
    (from, to) => {
      const hasTunnel = from === 'ambient' || to === 'ambient';
      const { network, mesh } = openPorts(from, to);
      expect(network).toEqual([8080, ...(hasTunnel ? [15_008] : [])]);
      // Without any mesh nothing is asked at any port.
      expect(from === 'none' || mesh.join() === '8080').toBe(true);
    },
  );

  it.each(['sidecar', 'ambient'] as const)(
    'are none for who cannot speak mutual TLS: to %s',
    to => {
      const [till] = planBoth('none', to);
      expect(problemsOf(till)).toEqual([
        {
          path: 'spec.dependsOn[0].module',
          message:
            '"shop" takes mutual TLS of its mesh only, and the landing zone "here" is in no mesh',
          kind: 'refused',
        },
      ]);
    },
  );
});
