import { createZoneInput } from '../__testUtils__';
import { landingZoneSchema } from '../landingZone';
import { findNameProblem } from '../moduleName';
import { zoneNamespaces } from './zoneNamespaces';

const pods = (namespace: string) => ({ namespace, podLabels: { a: 'b' } });

function createRichZone() {
  const zone = createZoneInput();
  return landingZoneSchema.parse({
    ...zone,
    spec: {
      ...zone.spec,
      argocd: { namespace: 'n-argocd' },
      backup: { namespace: 'n-backup' },
      mesh: { mode: 'sidecar', namespace: 'n-mesh' },
      dns: { namespace: 'n-dns' },
      egress: { mode: 'gateway', gateway: pods('n-egress') },
      gateway: { ...pods('n-gateway'), name: 'public' },
      monitoring: pods('n-monitoring'),
      tracing: { ...pods('n-tracing'), service: 'otel' },
      database: {
        cluster: 'pg',
        namespace: 'n-database',
        operator: pods('n-operator'),
      },
      events: {
        nats: { ...pods('n-nats'), url: 'nats://x' },
        kafka: { ...pods('n-kafka'), cluster: 'k', bootstrap: 'k:9093' },
      },
      namespaces: ['n-other', 'n-argocd'],
    },
  });
}

describe('zoneNamespaces', () => {
  it('lists every namespace that a field names, once and sorted', () => {
    expect(zoneNamespaces(createRichZone())).toEqual(
      [
        ...['argocd', 'backup', 'database', 'dns', 'egress', 'gateway'],
        ...[
          'kafka',
          'mesh',
          'monitoring',
          'nats',
          'operator',
          'other',
          'tracing',
        ],
      ].map(name => `n-${name}`),
    );
  });

  // A new field with a namespace must not be forgotten.
  it('finds all that a landing zone says of namespaces', () => {
    const zone = createRichZone();
    const said = [...JSON.stringify(zone).matchAll(/"(n-[a-z]+)"/g)];
    expect(zoneNamespaces(zone)).toEqual(
      [...new Set(said.map(([, name]) => name))].sort(),
    );
  });

  it('reserves each of them', () => {
    const zone = createRichZone();
    for (const name of zoneNamespaces(zone)) {
      expect(findNameProblem(name)).toBeUndefined();
      expect(findNameProblem(name, zone)).toBe(
        'is reserved: the landing zone has a namespace of this name',
      );
    }
  });
});
