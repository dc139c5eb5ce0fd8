import type { Report } from '../content/objects/reportObjects';
import { runDeployment } from '../gitops/controllers/runDeployment';
import { healthOf } from '../gitops/compare';
import type { KubeObject } from '../types';
import { createTestFleet, START } from './__testUtils__/createTestFleet';
import {
  degrade,
  deploySteps,
  driftAway,
  heal,
  setNetworkOpen,
} from './actions';
import { Guard } from './Guard';
import { KINDS } from './kinds';
import { PolicyScans } from './PolicyScans';

const gitPlacements = new Map([['voicefuse', ['eu-1', 'us-1']]]);

const DEPLOYMENT: KubeObject = {
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: {
    name: 'voicefuse',
    namespace: 'voicefuse',
    uid: 'the-deployment',
    creationTimestamp: '2026-11-22T10:00:00Z',
    labels: { 'app.kubernetes.io/name': 'voicefuse' },
  },
  spec: {
    replicas: 2,
    template: {
      spec: {
        containers: [
          { name: 'voicefuse', image: 'registry.o8.example/voicefuse:1.0.0' },
        ],
      },
    },
  },
};

/** A fleet whose GitOps has made a Deployment, and its controllers the rest. */
function createGitFleet() {
  const fleet = createTestFleet({ gitPlacements });
  const store = fleet.storeOf('eu-1');
  let nowMs = START.getTime();
  const getDeployment = () =>
    store.get(KINDS.deployment, 'voicefuse', 'voicefuse')!;
  const runControllers = () => {
    for (let step = 0; step < 4; step += 1) {
      nowMs += 2_000;
      runDeployment(store, getDeployment(), new Date(nowMs));
    }
  };
  store.put(DEPLOYMENT);
  runControllers();
  const place = fleet.place('voicefuse', 'eu-1', () => new Date(nowMs));
  const lines: string[] = [];
  const guard = new Guard(line => lines.push(line));
  const scans = new PolicyScans({ places: [place], guard });
  const scan = () => {
    nowMs += 5_000;
    scans.advance(nowMs);
    expect(lines).toEqual([]);
  };
  return { ...fleet, store, place, getDeployment, runControllers, scan };
}

describe('a module that comes from git', () => {
  it('is known by its Namespace, and its Application is left to GitOps', () => {
    const { place } = createGitFleet();
    expect(place.isFromGit()).toBe(true);
    expect(place.application()).toBeUndefined();
    const seeded = createTestFleet().place('voicefuse', 'eu-1');
    expect(seeded.isFromGit()).toBe(false);
    expect(seeded.application()).toBeDefined();
  });

  it('degrades until it is healed, whatever its controllers do', () => {
    const { place, getDeployment, runControllers, inNamespace } =
      createGitFleet();
    expect(healthOf(getDeployment())).toEqual({ status: 'Healthy' });
    degrade(place);
    runControllers();
    expect(healthOf(getDeployment())).toEqual({
      status: 'Degraded',
      message: 'Deployment "voicefuse" exceeded its progress deadline',
    });
    expect(getDeployment().status).toMatchObject({ replicas: 2 });
    const [event] = inNamespace('eu-1', KINDS.event, 'voicefuse');
    expect(event).toMatchObject({ reason: 'BackOff' });
    heal(place);
    runControllers();
    expect(healthOf(getDeployment())).toEqual({ status: 'Healthy' });
  });

  it('differs from git after a change by hand, with the same pods', () => {
    const { place, getDeployment, runControllers } = createGitFleet();
    const pods = place.pods();
    driftAway(place);
    runControllers();
    expect(getDeployment().metadata.labels).toEqual({
      'app.kubernetes.io/name': 'changed-by-hand',
    });
    expect(getDeployment().spec).toEqual(DEPLOYMENT.spec);
    expect(place.pods()).toEqual(pods);
  });

  it('is neither deployed nor closed by anybody but git', () => {
    const { place } = createGitFleet();
    expect(deploySteps(place)).toEqual([]);
    setNetworkOpen(place, false);
    expect(place.networkPolicies()).toEqual([]);
  });
});

describe('PolicyScans', () => {
  const outcomesOf = (reports: Report[]) =>
    reports.flatMap(({ results }) => results.map(({ result }) => result));

  it('reports on what runs, by what it is', () => {
    const { place, scan } = createGitFleet();
    scan();
    const subjects = place.reports().map(({ scope }) => scope.kind);
    expect(subjects.sort()).toEqual(['Deployment', 'Pod', 'Pod']);
    // It is from a trusted registry, and neither limited, probed nor read-only.
    expect(outcomesOf(place.reports()).sort()).toEqual([
      ...Array.from({ length: 9 }, () => 'fail'),
      ...Array.from({ length: 3 }, () => 'pass'),
    ]);
  });

  it('forgets what is gone, and keeps what is known', () => {
    const { place, scan, store } = createGitFleet();
    scan();
    const before = place.reports();
    scan();
    expect(place.reports()).toEqual(before);
    const [pod] = place.pods();
    store.delete(KINDS.pod, 'voicefuse', pod.metadata.name);
    scan();
    expect(place.reports()).toHaveLength(2);
  });

  it('knows of exceptions', () => {
    const { place, scan, store } = createGitFleet();
    store.put({
      apiVersion: 'policies.kyverno.io/v1',
      kind: 'PolicyException',
      metadata: {
        name: 'probes',
        namespace: 'voicefuse',
        uid: 'x',
        creationTimestamp: '2026-11-22T10:00:00Z',
      },
      spec: { policyRefs: [{ kind: 'ValidatingPolicy', name: 'o8-probes' }] },
    });
    scan();
    expect(place.reports().map(({ summary }) => summary.skip)).toEqual([
      1, 1, 1,
    ]);
  });

  it('leaves modules alone that do not come from git', () => {
    const { place, takeLog } = createTestFleet();
    const scans = new PolicyScans({
      places: [place('identity', 'eu-1')],
      guard: new Guard(() => {}),
    });
    scans.advance(START.getTime());
    expect(takeLog()).toEqual([]);
  });
});
