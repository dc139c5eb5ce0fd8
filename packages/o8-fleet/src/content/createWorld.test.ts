import { createHash } from 'node:crypto';
import type { KubeObject, WorldOptions } from '../types';
import { createWorld } from './createWorld';
import { HOUR_MS } from './time';

const options: WorldOptions = {
  seed: 8,
  modules: 14,
  clusters: 4,
  now: new Date('2026-11-22T10:20:30.456Z'),
};

function objectsOf(change: Partial<WorldOptions> = {}) {
  return createWorld({ ...options, ...change }).clusters.flatMap(cluster =>
    [...cluster.objects].map(object => ({ cluster: cluster.name, object })),
  );
}

function hashOf(change: Partial<WorldOptions> = {}): string {
  const hash = createHash('sha256');
  for (const each of objectsOf(change)) hash.update(JSON.stringify(each));
  return hash.digest('hex');
}

function kindOf({ apiVersion, kind }: KubeObject): string {
  return `${apiVersion}/${kind}`;
}

const EVERY_KIND = `
  argoproj.io/v1alpha1/Application argoproj.io/v1alpha1/ApplicationSet
  argoproj.io/v1alpha1/AppProject argoproj.io/v1alpha1/Rollout
  v1/Namespace v1/ResourceQuota v1/LimitRange v1/ServiceAccount v1/Pod v1/Service
  v1/ConfigMap v1/Secret v1/Event v1/Node
  networking.k8s.io/v1/NetworkPolicy
  rbac.authorization.k8s.io/v1/Role rbac.authorization.k8s.io/v1/RoleBinding
  external-secrets.io/v1/ExternalSecret external-secrets.io/v1/SecretStore
  bitnami.com/v1alpha1/SealedSecret
  networking.istio.io/v1/VirtualService networking.istio.io/v1/DestinationRule
  security.istio.io/v1/PeerAuthentication security.istio.io/v1/AuthorizationPolicy
  telemetry.istio.io/v1/Telemetry
  gateway.networking.k8s.io/v1/Gateway gateway.networking.k8s.io/v1/HTTPRoute
  gateway.networking.k8s.io/v1/ReferenceGrant
  jetstream.nats.io/v1beta2/Stream jetstream.nats.io/v1beta2/Consumer
  kafka.strimzi.io/v1/KafkaTopic kafka.strimzi.io/v1/KafkaUser
  postgresql.cnpg.io/v1/Cluster postgresql.cnpg.io/v1/Database
  postgresql.cnpg.io/v1/DatabaseRole postgresql.cnpg.io/v1/ScheduledBackup
  postgresql.cnpg.io/v1/Backup barmancloud.cnpg.io/v1/ObjectStore
  monitoring.coreos.com/v1/ServiceMonitor monitoring.coreos.com/v1/PrometheusRule
  opentelemetry.io/v1alpha1/Instrumentation
  logging.banzaicloud.io/v1beta1/Flow logging.banzaicloud.io/v1beta1/Output
  autoscaling/v2/HorizontalPodAutoscaler policy/v1/PodDisruptionBudget
  apps/v1/Deployment apps/v1/ReplicaSet batch/v1/Job batch/v1/CronJob
  velero.io/v1/Backup velero.io/v1/Schedule velero.io/v1/Restore
  velero.io/v1/BackupStorageLocation velero.io/v1/PodVolumeBackup
  velero.io/v2alpha1/DataUpload
  policies.kyverno.io/v1/ValidatingPolicy policies.kyverno.io/v1/PolicyException
  wgpolicyk8s.io/v1alpha2/PolicyReport wgpolicyk8s.io/v1alpha2/ClusterPolicyReport
  openreports.io/v1alpha1/Report openreports.io/v1alpha1/ClusterReport
`
  .trim()
  .split(/\s+/);

/** What says by its nature what is to come. */
const FUTURE_FIELDS = new Set(['expiration', 'expiresAt', 'nextScheduleTime']);

function* timesOf(value: unknown, field = ''): Generator<[string, string]> {
  if (typeof value === 'string') {
    if (/^\d{4}-\d\d-\d\dT/.test(value)) yield [field, value];
  } else if (value !== null && typeof value === 'object') {
    for (const [key, child] of Object.entries(value)) {
      yield* timesOf(child, Array.isArray(value) ? field : key);
    }
  }
}

describe('createWorld', () => {
  const all = objectsOf();

  it('is the same for the same seed, time and sizes', () => {
    expect(hashOf()).toBe(hashOf());
  });

  it('can be read twice', () => {
    const [, eu] = createWorld(options).clusters;
    expect(JSON.stringify([...eu.objects])).toBe(
      JSON.stringify([...eu.objects]),
    );
  });

  it('has other UIDs with another seed, at the same places', () => {
    const others = objectsOf({ seed: 9 });
    const uids = new Set(all.map(({ object }) => object.metadata.uid));
    expect(uids.size).toBe(all.length);
    for (const { object } of others) {
      expect(uids).not.toContain(object.metadata.uid);
    }
    expect(hashOf({ seed: 9 })).not.toBe(hashOf());
  });

  it('leaves the first modules as they are when more are added', () => {
    const more = new Map(
      objectsOf({ modules: 30 }).map(each => [
        each.object.metadata.uid,
        JSON.stringify(each),
      ]),
    );
    expect(more.size).toBeGreaterThan(all.length);
    for (const each of all) {
      expect(more.get(each.object.metadata.uid)).toBe(JSON.stringify(each));
    }
  });

  it('has every kind that the read loop watches', () => {
    const kinds = new Set(all.map(({ object }) => kindOf(object)));
    expect([...kinds]).toEqual(expect.arrayContaining(EVERY_KIND));
  });

  it('holds only what its clusters serve, each name once', () => {
    for (const cluster of createWorld(options).clusters) {
      const served = new Map(
        cluster.definitions.map(({ group, version, kind, namespaced }) => [
          [group, version, kind].filter(Boolean).join('/'),
          namespaced,
        ]),
      );
      const names = new Set<string>();
      for (const object of cluster.objects) {
        const { namespace, name } = object.metadata;
        expect(served.get(kindOf(object))).toBe(namespace !== undefined);
        const key = `${kindOf(object)}/${namespace}/${name}`;
        expect(names).not.toContain(key);
        names.add(key);
      }
    }
  });

  it('puts every namespaced object into a namespace that is there', () => {
    for (const cluster of createWorld(options).clusters) {
      const objects = [...cluster.objects];
      const namespaces = new Set(
        objects
          .filter(({ kind }) => kind === 'Namespace')
          .map(({ metadata }) => metadata.name),
      );
      const used = objects.flatMap(({ metadata }) => metadata.namespace ?? []);
      expect([...namespaces]).toEqual(
        expect.arrayContaining([...new Set(used)]),
      );
    }
  });

  it('writes whole seconds in UTC, none after now', () => {
    const now = '2026-11-22T10:20:30Z';
    for (const { object } of all) {
      for (const [field, time] of timesOf(object)) {
        expect(time).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
        const isLater = time > now && !FUTURE_FIELDS.has(field);
        expect(isLater ? `${object.kind}.${field} ${time}` : '').toBe('');
      }
    }
  });

  it('has Applications of a real size', () => {
    const sizes = all
      .filter(({ object }) => object.kind === 'Application')
      .filter(
        ({ object }) => object.metadata.labels?.['backstage.io/kubernetes-id'],
      )
      .map(({ object }) => JSON.stringify(object).length);
    expect(sizes).toHaveLength(39);
    expect(Math.min(...sizes)).toBeGreaterThan(8_000);
    expect(Math.max(...sizes)).toBeLessThan(16_384);
  });

  it('labels every object of a module in the platform namespaces', () => {
    const { modules } = createWorld(options);
    const platform = ['argocd', 'velero', 'nats', 'kafka', 'platform-db'];
    const moduleOf = (name: string) =>
      modules.find(each => name === each || name.startsWith(`${each}-`));
    const owned = all
      .map(({ object }) => object.metadata)
      .filter(({ namespace = '' }) => platform.includes(namespace))
      .filter(({ name }) => moduleOf(name.replace('.events', '')));
    expect(owned.length).toBeGreaterThan(1_000);
    for (const { name, labels } of owned) {
      expect(labels).toMatchObject({
        'orchestr8.io/module': moduleOf(name.replace('.events', '')),
      });
    }
  });

  it('names destinations in both ways that Argo CD knows', () => {
    const destinations = all
      .filter(({ object }) => object.kind === 'Application')
      .map(
        ({ object }) => (object.spec as { destination: object }).destination,
      );
    expect(destinations).toContainEqual(
      expect.objectContaining({ name: 'eu-1' }),
    );
    expect(destinations).toContainEqual(
      expect.objectContaining({ server: 'https://api.us-1.o8.example:6443' }),
    );
    expect(destinations).toContainEqual(
      expect.objectContaining({ server: 'https://kubernetes.default.svc' }),
    );
  });

  it('holds what belongs to no module', () => {
    const labelOf = (cluster: string, kind: string, name: string) => {
      const found = all.find(
        each =>
          each.cluster === cluster &&
          each.object.kind === kind &&
          each.object.metadata.name === name,
      );
      expect(found).toBeDefined();
      return found?.object.metadata.labels?.['orchestr8.io/module'];
    };
    expect(labelOf('hub', 'Application', 'o8-root')).toBeUndefined();
    expect(labelOf('hub', 'Application', 'grafana-eu-1')).toBeUndefined();
    expect(labelOf('hub', 'Application', 'legacy-ivr-eu-1')).toBe('legacy-ivr');
    expect(labelOf('eu-1', 'Schedule', 'whole-cluster')).toBeUndefined();
  });

  it('tells how Argo CD comes to its Applications', () => {
    const applications = (cluster: string) =>
      all
        .filter(each => each.cluster === cluster)
        .map(({ object }) => object)
        .filter(({ kind }) => kind === 'Application');
    const set = all.find(
      ({ cluster, object }) =>
        cluster === 'hub' && object.metadata.name === 'o8-tenants',
    )!.object;
    const generated = applications('hub').filter(
      ({ metadata }) => metadata.ownerReferences,
    );
    expect(generated.map(({ metadata }) => metadata.name).sort()).toEqual([
      'analytics-eu-1',
      'webhooks-us-1',
    ]);
    for (const { metadata } of generated) {
      expect(metadata.ownerReferences).toMatchObject([
        { kind: 'ApplicationSet', uid: set.metadata.uid, controller: true },
      ]);
    }
    const { resources } = set.status as { resources: { name: string }[] };
    expect(resources.map(({ name }) => name)).toEqual([
      'analytics-eu-1',
      'webhooks-us-1',
    ]);
    expect(
      applications('stage-1').filter(
        ({ metadata }) => metadata.ownerReferences,
      ),
    ).toHaveLength(2);
  });

  it('has a module with two Applications on a cluster, and one elsewhere', () => {
    const applications = all
      .map(({ object }) => object)
      .filter(({ kind }) => kind === 'Application');
    const ofTrail = applications.filter(
      ({ metadata, spec }) =>
        metadata.labels?.['orchestr8.io/module'] === 'audit-trail' &&
        JSON.stringify(spec).includes('"eu-1"'),
    );
    expect(ofTrail.map(({ metadata }) => metadata.name)).toEqual(
      expect.arrayContaining(['audit-trail-archive-eu-1']),
    );
    const elsewhere = applications.filter(
      ({ metadata }) => metadata.namespace !== 'argocd',
    );
    expect(elsewhere).toMatchObject([
      {
        metadata: { name: 'edge-cache', namespace: 'team-edge' },
        spec: { project: 'team-edge', destination: { name: 'eu-1' } },
      },
    ]);
    const project = all.find(
      ({ object }) =>
        object.kind === 'AppProject' && object.metadata.name === 'team-edge',
    );
    expect(project?.object.spec).toMatchObject({
      sourceNamespaces: ['team-edge'],
    });
  });

  it('says which clusters run an Argo CD, and what it deploys to', () => {
    const { clusters } = createWorld(options);
    const of = Object.fromEntries(
      clusters.map(({ name, argoCd }) => [
        name,
        argoCd?.destinations.map(each => `${each.name}=${each.cluster}`),
      ]),
    );
    expect(of).toEqual({
      hub: ['in-cluster=hub', 'eu-1=eu-1', 'us-1=us-1'],
      'eu-1': undefined,
      'us-1': undefined,
      'stage-1': ['in-cluster=stage-1'],
    });
  });

  it('leaves a module past its objective, whatever the hour', () => {
    // Some minutes after the backup of the whole cluster.
    const now = new Date('2026-11-22T03:30:00Z');
    const { clusters } = createWorld({ ...options, now });
    const us = clusters.find(({ name }) => name === 'us-1')!;
    const whole = [...us.objects].filter(
      ({ kind, metadata }) =>
        kind === 'Backup' && metadata.name.startsWith('whole-cluster'),
    );
    expect(whole.length).toBeGreaterThan(1);
    for (const { spec } of whole) {
      expect(spec).toMatchObject({ excludedNamespaces: ['transcripts'] });
    }
  });

  it('has the wanted sizes', () => {
    const small = createWorld({ ...options, modules: 3, clusters: 2 });
    expect(small.modules).toEqual(['voicefuse', 'langfuse', 'call-router']);
    expect(small.clusters.map(({ name }) => name)).toEqual(['hub', 'eu-1']);
    const large = createWorld({ ...options, modules: 2_000, clusters: 20 });
    expect(new Set(large.modules).size).toBe(2_000);
    expect(large.clusters[19].name).toBe('prod-20');
    expect([...large.clusters[19].objects].length).toBeGreaterThan(2_000);
  });

  it('works with no module and with one cluster', () => {
    const world = createWorld({ ...options, modules: 0, clusters: 1 });
    const kinds = [...world.clusters[0].objects].map(({ kind }) => kind);
    expect(kinds).toContain('Node');
    expect(kinds).toContain('Application');
  });

  it('fills two to three days with backups, the newest within the RPO', () => {
    const nowMs = options.now.getTime();
    const starts = all
      .filter(
        ({ cluster, object }) =>
          cluster === 'eu-1' &&
          kindOf(object) === 'velero.io/v1/Backup' &&
          object.metadata.labels?.['velero.io/schedule-name'] === 'audit-trail',
      )
      .map(({ object }) =>
        Date.parse(
          (object.status as { startTimestamp: string }).startTimestamp,
        ),
      );
    expect(nowMs - Math.max(...starts)).toBeLessThan(4 * HOUR_MS);
    expect(nowMs - Math.min(...starts)).toBeGreaterThan(48 * HOUR_MS);
    expect(starts.length).toBeGreaterThanOrEqual(24);
  });
});
