import type { KubeObject } from '../types';
import { createWorld } from './createWorld';
import { profiles } from './profiles';
import { HOUR_MS, parseDurationMs } from './time';

const now = new Date('2026-11-22T10:20:30Z');
const world = createWorld({ seed: 8, modules: 14, clusters: 4, now });
const clusters = new Map(
  world.clusters.map(({ name, objects }) => [name, [...objects]]),
);

type Fields = Record<string, unknown>;

function find(cluster: string, kind: string, name: string) {
  const found = clusters
    .get(cluster)
    ?.find(each => each.kind === kind && each.metadata.name === name);
  if (!found) throw new Error(`No ${kind} '${name}' on '${cluster}'`);
  return found as KubeObject & { spec: Fields; status: Fields };
}

function inNamespace(cluster: string, kind: string, namespace: string) {
  return (clusters.get(cluster) ?? []).filter(
    each => each.kind === kind && each.metadata.namespace === namespace,
  );
}

function statusOf(module: string, cluster: string) {
  const hub = cluster === 'stage-1' ? cluster : 'hub';
  return find(hub, 'Application', `${module}-${cluster}`).status as {
    sync: { status: string; revision: string };
    health: { status: string };
    resources: {
      kind: string;
      status: string;
      health?: { status: string; message?: string };
    }[];
    history: { revision: string }[];
    operationState: {
      phase: string;
      syncResult: { resources: { kind: string; message: string }[] };
    };
    summary: { images: string[] };
  };
}

function backupsOf(module: string, cluster: string) {
  return inNamespace(cluster, 'Backup', 'velero')
    .filter(
      ({ metadata }) => metadata.labels?.['velero.io/schedule-name'] === module,
    )
    .map(({ status }) => status as { phase: string; startTimestamp?: string });
}

/** How old the data would be that could be restored. */
function lossMs(module: string, cluster: string): number {
  const starts = backupsOf(module, cluster)
    .filter(({ phase }) => phase === 'Completed')
    .map(({ startTimestamp = '' }) => Date.parse(startTimestamp));
  return now.getTime() - Math.max(...starts);
}

function isClosed(module: string, cluster: string): boolean {
  return inNamespace(cluster, 'NetworkPolicy', module).some(
    ({ spec }) =>
      JSON.stringify(spec) ===
      '{"podSelector":{},"policyTypes":["Ingress","Egress"]}',
  );
}

function reportsOf(module: string, cluster: string) {
  const kind = cluster === 'stage-1' ? 'Report' : 'PolicyReport';
  return inNamespace(cluster, kind, module) as (KubeObject & {
    results: {
      result: string;
      severity: string;
      policy: string;
      timestamp: { seconds: number };
    }[];
  })[];
}

describe('modules without trouble', () => {
  const placements = profiles
    .filter(({ troubles }) => troubles.length === 0)
    .flatMap(({ name, rpo, clusters: own }) =>
      own.map(cluster => ({ name, rpo, cluster })),
    );

  it.each(placements)('$name is well on $cluster', ({ name, rpo, cluster }) => {
    const { sync, health, operationState } = statusOf(name, cluster);
    expect([sync.status, health.status, operationState.phase]).toEqual([
      'Synced',
      'Healthy',
      'Succeeded',
    ]);
    expect(isClosed(name, cluster)).toBe(true);
    expect(find(cluster, 'Namespace', name).metadata.labels).toMatchObject({
      'orchestr8.io/module': name,
      'pod-security.kubernetes.io/enforce': 'restricted',
      'pod-security.kubernetes.io/enforce-version': 'v1.36',
    });
    const results = reportsOf(name, cluster).flatMap(each => each.results);
    expect(results.length).toBeGreaterThan(0);
    for (const { result, timestamp } of results) {
      expect(result).toBe('pass');
      expect(now.getTime() - timestamp.seconds * 1_000).toBeLessThan(HOUR_MS);
    }
    expect(lossMs(name, cluster)).toBeLessThan(parseDurationMs(rpo));
    expect(find(cluster, 'Schedule', name).spec.paused).toBeUndefined();
  });

  it('are at the same version everywhere', () => {
    for (const { name, clusters: own } of profiles) {
      if (name === 'langfuse' || name === 'consent') continue;
      const images = own.map(each => statusOf(name, each).summary.images[0]);
      expect(new Set(images).size).toBe(1);
    }
  });
});

describe('reports', () => {
  it('are one per object, named after it, with the object in scope alone', () => {
    const [report] = reportsOf('voicefuse', 'eu-1');
    const scope = report.scope as { uid: string; name: string };
    expect(report.metadata.name).toBe(scope.uid);
    expect(report.metadata.ownerReferences).toMatchObject([{ uid: scope.uid }]);
    for (const result of report.results) {
      expect(result).not.toHaveProperty('resources');
      expect(result).toMatchObject({
        source: 'KyvernoValidatingPolicy',
        properties: { process: 'background scan' },
      });
    }
  });

  it('speak of Namespaces in the reports of the cluster', () => {
    const { uid } = find('eu-1', 'Namespace', 'voicefuse').metadata;
    const report = find('eu-1', 'ClusterPolicyReport', uid);
    expect(report.metadata.namespace).toBeUndefined();
    const other = find('stage-1', 'Namespace', 'voicefuse').metadata.uid;
    expect(find('stage-1', 'ClusterReport', other)).toBeDefined();
  });

  it('judge every pod that runs', () => {
    const pods = inNamespace('us-1', 'Pod', 'identity');
    const names = reportsOf('identity', 'us-1').map(each => each.metadata.name);
    expect(pods.length).toBe(3);
    for (const { metadata } of pods) expect(names).toContain(metadata.uid);
  });
});

describe('troubles', () => {
  it('out of sync: one resource differs', () => {
    const { sync, resources } = statusOf('notifier', 'us-1');
    expect(sync.status).toBe('OutOfSync');
    expect(resources.filter(each => each.status === 'OutOfSync')).toEqual([
      expect.objectContaining({ kind: 'ConfigMap' }),
    ]);
  });

  it('degraded: the cause is in the resource and in the pods', () => {
    const { health, resources } = statusOf('billing', 'us-1');
    expect(health.status).toBe('Degraded');
    const workload = resources.find(({ kind }) => kind === 'Deployment');
    expect(workload?.health).toMatchObject({ status: 'Degraded' });
    expect(workload?.health?.message).toContain('CrashLoopBackOff');
    const pods = inNamespace('us-1', 'Pod', 'billing');
    expect(pods.length).toBeGreaterThan(0);
    for (const { status } of pods) {
      expect(status).toMatchObject({
        containerStatuses: [
          {
            ready: false,
            state: { waiting: { reason: 'CrashLoopBackOff' } },
          },
        ],
      });
    }
    const deployment = find('us-1', 'Deployment', 'billing');
    expect(deployment.status).toMatchObject({ readyReplicas: 0 });
  });

  it('failed hook: the operation and its Job say why', () => {
    const { operationState, sync } = statusOf('consent', 'eu-1');
    expect(operationState.phase).toBe('Failed');
    expect(operationState.syncResult.resources).toMatchObject([
      { kind: 'Job', hookType: 'PreSync', hookPhase: 'Failed' },
    ]);
    expect(sync.status).toBe('OutOfSync');
    expect(find('eu-1', 'Job', 'consent-migrate').status).toMatchObject({
      conditions: [{ type: 'Failed', reason: 'BackoffLimitExceeded' }],
    });
  });

  it('version skew: one region is a release behind', () => {
    const eu = statusOf('langfuse', 'eu-1').summary.images[0];
    const us = statusOf('langfuse', 'us-1').summary.images[0];
    expect([eu, us]).toEqual([
      'docker.io/langfuse/langfuse:v3.224.1',
      'docker.io/langfuse/langfuse:v3.224.0',
    ]);
  });

  it('progressing: old and new pods side by side', () => {
    expect(statusOf('call-router', 'us-1').health.status).toBe('Progressing');
    const hashes = inNamespace('us-1', 'Pod', 'call-router').map(
      ({ metadata }) => metadata.labels?.['pod-template-hash'],
    );
    expect(new Set(hashes).size).toBe(2);
  });

  it('suspended: paused, and not synced by itself', () => {
    expect(statusOf('search-index', 'eu-1').health.status).toBe('Suspended');
    expect(find('eu-1', 'Deployment', 'search-index').spec.paused).toBe(true);
    const { spec } = find('hub', 'Application', 'search-index-eu-1');
    expect(spec.syncPolicy).toMatchObject({ automated: { enabled: false } });
  });

  it('failing policy: high severity, for what really breaks it', () => {
    const failed = reportsOf('call-router', 'eu-1')
      .flatMap(each => each.results)
      .filter(({ result }) => result === 'fail');
    expect(failed.length).toBeGreaterThan(0);
    for (const result of failed) {
      expect(result).toMatchObject({
        severity: 'high',
        policy: 'o8-read-only-root',
      });
    }
    const [pod] = inNamespace('eu-1', 'Pod', 'call-router');
    expect(pod.spec).toMatchObject({
      containers: [{ securityContext: { readOnlyRootFilesystem: false } }],
    });
  });

  it('stopped report: no result of the last two days', () => {
    const results = reportsOf('media-store', 'eu-1').flatMap(
      each => each.results,
    );
    expect(results.length).toBeGreaterThan(0);
    for (const { timestamp } of results) {
      const ageMs = now.getTime() - timestamp.seconds * 1_000;
      expect(ageMs).toBeGreaterThan(48 * HOUR_MS);
    }
  });

  it('open network: other policies, but no default deny', () => {
    expect(isClosed('search-index', 'us-1')).toBe(false);
    expect(isClosed('search-index', 'eu-1')).toBe(true);
    const left = inNamespace('us-1', 'NetworkPolicy', 'search-index');
    expect(left.length).toBeGreaterThan(0);
  });

  it('baseline: the namespace enforces less, and a policy says so', () => {
    const { metadata } = find('eu-1', 'Namespace', 'transcripts');
    expect(metadata.labels).toMatchObject({
      'pod-security.kubernetes.io/enforce': 'baseline',
    });
    const report = find('eu-1', 'ClusterPolicyReport', metadata.uid);
    expect(report.summary).toMatchObject({ fail: 1 });
  });

  it('past the RPO: a good backup, then only failed ones', () => {
    const rpoMs = parseDurationMs('1h');
    expect(lossMs('transcripts', 'us-1')).toBeGreaterThan(rpoMs);
    expect(lossMs('transcripts', 'us-1')).toBeLessThan(24 * HOUR_MS);
    const phases = backupsOf('transcripts', 'us-1').map(({ phase }) => phase);
    expect(phases.slice(-3)).not.toContain('Completed');
  });

  it('paused schedule: no backup since, still within the RPO', () => {
    expect(find('eu-1', 'Schedule', 'notifier').spec.paused).toBe(true);
    expect(lossMs('notifier', 'eu-1')).toBeGreaterThan(4 * HOUR_MS);
    expect(lossMs('notifier', 'eu-1')).toBeLessThan(24 * HOUR_MS);
  });

  it('unreachable storage: the location says why, backups are refused', () => {
    const location = find('us-1', 'BackupStorageLocation', 'us-archive');
    expect(location.status).toMatchObject({ phase: 'Unavailable' });
    expect(location.status.message).toContain('i/o timeout');
    const schedule = find('us-1', 'Schedule', 'media-store');
    expect(schedule.spec.template).toMatchObject({
      storageLocation: 'us-archive',
    });
    const last = backupsOf('media-store', 'us-1').slice(-1)[0];
    expect(last).toMatchObject({ phase: 'FailedValidation' });
    expect(last.startTimestamp).toBeUndefined();
  });
});
