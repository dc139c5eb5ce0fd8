import type { KubeObject } from '../types';
import { createTestFleet, START } from './__testUtils__/createTestFleet';
import {
  degrade,
  deploySteps,
  driftAway,
  driftBack,
  heal,
  setNetworkOpen,
  setPaused,
  setPolicyFailing,
} from './actions';
import { KINDS } from './kinds';

const POD = KINDS.pod;
const REPORT = { group: 'wgpolicyk8s.io', kind: 'PolicyReport' };

describe('degrade and heal', () => {
  it('leave everything as it was, but for the times', () => {
    const { place, application, inNamespace } = createTestFleet();
    const identity = place('identity', 'eu-1');
    const before = inNamespace('eu-1', POD, 'identity');
    degrade(identity);
    const { status } = application('identity', 'eu-1');
    expect(status).toMatchObject({
      sync: { status: 'Synced' },
      health: {
        status: 'Degraded',
        lastTransitionTime: '2026-11-22T10:20:30Z',
      },
    });
    expect(JSON.stringify(status)).toContain('0 of 3 pods are ready');
    for (const pod of inNamespace('eu-1', POD, 'identity')) {
      expect(pod.status).toMatchObject({
        phase: 'Running',
        containerStatuses: [
          { ready: false, state: { waiting: { reason: 'CrashLoopBackOff' } } },
        ],
      });
    }
    heal(identity);
    expect(application('identity', 'eu-1').status.health.status).toBe(
      'Healthy',
    );
    const after = inNamespace('eu-1', POD, 'identity');
    expect(after.map(({ metadata }) => metadata.uid)).toEqual(
      before.map(({ metadata }) => metadata.uid),
    );
    for (const pod of after) {
      expect(pod.status).toMatchObject({
        containerStatuses: [{ ready: true }],
      });
    }
    expect(identity.workload()?.status).toMatchObject({ readyReplicas: 3 });
  });

  it.each([
    ['billing', 'us-1'],
    ['call-router', 'us-1'],
    ['consent', 'eu-1'],
    ['notifier', 'us-1'],
    ['search-index', 'eu-1'],
  ])('heal %s of its own trouble', (module, cluster) => {
    const { place, application, inNamespace, storeOf } = createTestFleet();
    heal(place(module, cluster));
    const { sync, health, operationState } = application(
      module,
      cluster,
    ).status;
    expect([sync.status, health.status, operationState.phase]).toEqual([
      'Synced',
      'Healthy',
      'Succeeded',
    ]);
    const pods = inNamespace(cluster, POD, module);
    const hashes = pods.map(
      ({ metadata }) => metadata.labels?.['pod-template-hash'],
    );
    expect(new Set(hashes).size).toBe(1);
    expect(pods).toHaveLength(
      Number(place(module, cluster).workload()?.spec.replicas),
    );
    expect(place(module, cluster).workload()?.spec.paused).toBeUndefined();
    const hook = storeOf(cluster).get(KINDS.job, module, `${module}-migrate`);
    expect(hook).toBeUndefined();
    const reports = inNamespace(cluster, REPORT, module).map(
      ({ metadata }) => metadata.name,
    );
    for (const { metadata } of pods) expect(reports).toContain(metadata.uid);
  });

  it('speak of a Rollout in its own words', () => {
    const { place } = createTestFleet();
    const gateway = place('model-gateway', 'us-1');
    degrade(gateway);
    expect(gateway.workload()).toMatchObject({
      kind: 'Rollout',
      status: { phase: 'Progressing', observedGeneration: '4' },
    });
    heal(gateway);
    expect(gateway.workload()?.status).toMatchObject({ phase: 'Healthy' });
    expect(gateway.workload()?.status.message).toBeUndefined();
  });
});

describe('events', () => {
  type Event = KubeObject & { count: number; [field: string]: unknown };
  const eventsOf = (
    fleet: ReturnType<typeof createTestFleet>,
    module: string,
  ) =>
    fleet
      .inNamespace('us-1', KINDS.event, module)
      .filter(({ metadata }) =>
        metadata.name.startsWith(`${module}.`),
      ) as Event[];

  it('warn of a crash, and tell when it is over', () => {
    const fleet = createTestFleet();
    const identity = fleet.place('identity', 'us-1');
    degrade(identity);
    const [pod] = fleet.inNamespace('us-1', POD, 'identity');
    expect(eventsOf(fleet, 'identity')).toMatchObject([
      {
        apiVersion: 'v1',
        type: 'Warning',
        reason: 'BackOff',
        count: 1,
        firstTimestamp: '2026-11-22T10:20:30Z',
        lastTimestamp: '2026-11-22T10:20:30Z',
        involvedObject: {
          kind: 'Pod',
          name: pod.metadata.name,
          uid: pod.metadata.uid,
        },
        source: { component: 'kubelet' },
      },
    ]);
    heal(identity);
    const told = eventsOf(fleet, 'identity').map(({ type, reason }) =>
      [type, reason].join(' '),
    );
    expect(told.sort()).toEqual(['Normal Started', 'Warning BackOff']);
  });

  it('are renewed, so that their number is bounded', () => {
    const fleet = createTestFleet();
    let nowMs = START.getTime();
    const identity = fleet.place('identity', 'us-1', () => new Date(nowMs));
    const rounds = 4;
    for (let round = 0; round < rounds; round += 1) {
      nowMs += 60_000;
      degrade(identity);
      heal(identity);
      for (const step of deploySteps(identity)) step();
    }
    const events = eventsOf(fleet, 'identity');
    expect(events.map(({ reason }) => reason).sort()).toEqual([
      'BackOff',
      'ScalingReplicaSet',
      'Started',
    ]);
    const crash = events.find(({ reason }) => reason === 'BackOff');
    expect(crash).toMatchObject({
      count: rounds,
      firstTimestamp: '2026-11-22T10:21:30Z',
      lastTimestamp: '2026-11-22T10:24:30Z',
      metadata: { creationTimestamp: '2026-11-22T10:21:30Z' },
    });
  });

  it.each([
    ['identity', 'Deployment', 'apps', 'deployment-controller'],
    ['model-gateway', 'Rollout', 'argoproj.io', 'rollouts-controller'],
  ])('of %s name its %s', (module, kind, group, component) => {
    const fleet = createTestFleet();
    const place = fleet.place(module, 'us-1');
    degrade(place);
    const { status } = fleet.application(module, 'us-1');
    expect(JSON.stringify(status)).toContain(
      `${kind} \\"${module}\\" exceeded`,
    );
    expect(JSON.stringify(place.workload()?.status)).toContain(
      `${kind} does not have minimum availability.`,
    );
    const [begin, rollOut] = deploySteps(place);
    begin();
    expect(
      fleet.application(module, 'us-1').status.operationState,
    ).toMatchObject({
      message: `waiting for healthy state of ${group}/${kind}`,
    });
    rollOut();
    const scaling = eventsOf(fleet, module).find(
      ({ reason }) => reason === 'ScalingReplicaSet',
    );
    expect(scaling).toMatchObject({
      type: 'Normal',
      involvedObject: { kind, name: module },
      source: { component },
    });
  });
});

describe('drift', () => {
  it('differs in one resource until it is put back', () => {
    const { place, application } = createTestFleet();
    const identity = place('identity', 'us-1');
    const { history } = application('identity', 'us-1').status;
    driftAway(identity);
    expect(application('identity', 'us-1').status.sync.status).toBe(
      'OutOfSync',
    );
    driftBack(identity);
    const { status } = application('identity', 'us-1');
    expect(status.sync.status).toBe('Synced');
    expect(status.operationState).toMatchObject({
      phase: 'Succeeded',
      syncResult: { resources: [{ kind: 'ConfigMap' }] },
    });
    // Argo CD writes no history for a partial sync.
    expect(status.history).toEqual(history);
  });
});

describe('deploySteps', () => {
  it('go from Running over Progressing to Healthy', () => {
    const { place, application, inNamespace } = createTestFleet();
    const identity = place('identity', 'eu-1');
    const old = application('identity', 'eu-1').status;
    const oldPods = inNamespace('eu-1', POD, 'identity');
    const oldReports = inNamespace('eu-1', REPORT, 'identity');
    const [begin, rollOut, settle] = deploySteps(identity);

    begin();
    expect(application('identity', 'eu-1').status).toMatchObject({
      sync: { status: 'OutOfSync' },
      operationState: { phase: 'Running' },
      history: old.history,
    });

    rollOut();
    const middle = application('identity', 'eu-1').status;
    expect(middle).toMatchObject({
      sync: { status: 'Synced' },
      health: { status: 'Progressing' },
      summary: { images: ['registry.o8.example/identity:v7.0.5'] },
    });
    expect(middle.history).toHaveLength(10);
    expect(middle.history[9]).toMatchObject({
      id: old.history[9].id + 1,
      revision: middle.sync.revision,
      deployedAt: '2026-11-22T10:20:30Z',
      initiatedBy: expect.anything(),
    });
    expect(inNamespace('eu-1', POD, 'identity')).toHaveLength(4);

    settle();
    expect(application('identity', 'eu-1').status.health.status).toBe(
      'Healthy',
    );
    const pods = inNamespace('eu-1', POD, 'identity');
    expect(pods).toHaveLength(3);
    const uids = pods.map(({ metadata }) => metadata.uid);
    for (const { metadata } of oldPods)
      expect(uids).not.toContain(metadata.uid);
    for (const pod of pods) {
      expect(pod.spec).toMatchObject({
        containers: [{ image: 'registry.o8.example/identity:v7.0.5' }],
      });
      expect(pod.status).toMatchObject({
        containerStatuses: [{ ready: true }],
      });
    }
    // Reports went with their pods, and came with the new ones.
    const reports = inNamespace('eu-1', REPORT, 'identity');
    expect(reports).toHaveLength(oldReports.length);
    const names = reports.map(({ metadata }) => metadata.name);
    expect(names).toEqual(expect.arrayContaining(uids));
  });

  it('keep the newest ReplicaSets alone', () => {
    let nowMs = START.getTime();
    const { place, inNamespace } = createTestFleet();
    const identity = place('identity', 'eu-1', () => new Date(nowMs));
    for (let round = 0; round < 5; round += 1) {
      nowMs += 60_000;
      for (const step of deploySteps(identity)) step();
    }
    const sets = inNamespace('eu-1', KINDS.replicaSet, 'identity');
    expect(sets).toHaveLength(3);
    const replicas = sets.map(
      ({ spec }) => (spec as { replicas: number }).replicas,
    );
    expect(replicas.sort()).toEqual([0, 0, 3]);
  });

  it('deploy the same commit to every cluster', () => {
    const { place, application } = createTestFleet();
    for (const cluster of ['eu-1', 'us-1']) {
      for (const step of deploySteps(place('identity', cluster))) step();
    }
    expect(application('identity', 'eu-1').status.sync.revision).toBe(
      application('identity', 'us-1').status.sync.revision,
    );
  });
});

describe('schedules, policies and the network', () => {
  it('pause and resume', () => {
    const { place } = createTestFleet();
    const identity = place('identity', 'eu-1');
    setPaused(identity, true);
    expect(identity.schedule()?.spec.paused).toBe(true);
    setPaused(identity, false);
    expect(identity.schedule()?.spec.paused).toBe(false);
    setPaused(place('notifier', 'eu-1'), false);
    expect(place('notifier', 'eu-1').schedule()?.spec.paused).toBe(false);
  });

  it.each(['eu-1', 'stage-1'])('fail and pass policies on %s', cluster => {
    const { place } = createTestFleet();
    const identity = place('identity', cluster);
    const count = identity.reports().length;
    expect(count).toBe(4);
    setPolicyFailing(identity, true);
    for (const { summary, results } of identity.reports()) {
      expect(summary).toEqual({ pass: 3, fail: 1, warn: 0, error: 0, skip: 0 });
      const failed = results.find(({ result }) => result === 'fail');
      expect(failed).toMatchObject({
        severity: 'high',
        message: expect.stringContaining('readOnlyRootFilesystem'),
        timestamp: { seconds: START.getTime() / 1_000 },
      });
    }
    setPolicyFailing(identity, false);
    for (const { summary } of identity.reports()) expect(summary.fail).toBe(0);
  });

  it('do not turn an exception into a pass', () => {
    const { place } = createTestFleet();
    const langfuse = place('langfuse', 'eu-1');
    setPolicyFailing(langfuse, false);
    for (const { summary } of langfuse.reports()) expect(summary.skip).toBe(2);
  });

  it('open and close the network, once each', () => {
    const { place, takeLog } = createTestFleet();
    const identity = place('identity', 'eu-1');
    setNetworkOpen(identity, true);
    setNetworkOpen(identity, true);
    expect(takeLog()).toEqual(['eu-1: delete NetworkPolicy default-deny-all']);
    setNetworkOpen(identity, false);
    setNetworkOpen(identity, false);
    expect(takeLog()).toEqual(['eu-1: put NetworkPolicy default-deny-all']);
    const policy = identity
      .networkPolicies()
      .find(({ metadata }) => metadata.name === 'default-deny-all');
    expect(policy?.spec).toEqual({
      podSelector: {},
      policyTypes: ['Ingress', 'Egress'],
    });
    expect(policy?.metadata.creationTimestamp).toBe('2026-11-22T10:20:30Z');
  });
});

describe('what a client has deleted', () => {
  it('is left alone', () => {
    const { place, storeOf, takeLog } = createTestFleet();
    const identity = place('identity', 'eu-1');
    storeOf('hub').delete(KINDS.application, 'argocd', 'identity-eu-1');
    storeOf('eu-1').delete(KINDS.deployment, 'identity', 'identity');
    storeOf('eu-1').delete(KINDS.schedule, 'velero', 'identity');
    takeLog();
    degrade(identity);
    heal(identity);
    driftAway(identity);
    driftBack(identity);
    setPaused(identity, true);
    expect(deploySteps(identity)).toEqual([]);
    expect(takeLog()).toEqual([]);
  });
});
