import type { KubeObject } from '../types';
import type { Application } from './objects/Application';
import { createApplication } from './objects/createApplication';
import { createBackups } from './objects/backupObjects';
import { createDatabase } from './objects/databaseObjects';
import { createEventBus } from './objects/eventBusObjects';
import { createEvents } from './objects/eventObjects';
import { createMeshBoundary, createRouting } from './objects/meshObjects';
import { createBoundary } from './objects/namespaceObjects';
import { createObservability } from './objects/observabilityObjects';
import {
  createReport,
  scanAgeMs,
  type PolicyOutcome,
} from './objects/reportObjects';
import { createSecrets } from './objects/secretObjects';
import { createBatch, createServing } from './objects/serviceObjects';
import { createRunning, type Running } from './objects/workloadObjects';
import type { Placement } from './Placement';
import { DAY_MS, HOUR_MS } from './time';

/** Made on the cluster, and not by Argo CD. */
const MADE_THERE = new Set(['Job', 'Secret', 'SecretStore']);
/** What a report has on average. */
const RESULTS_PER_REPORT = 4;
/** Those of a Namespace. */
const NAMESPACE_RESULTS = 1;

/** The rules that a chart of somebody else's cannot keep. */
const EXCEPTED = [
  {
    policy: 'o8-probes',
    reason: 'The worker of the chart has no readiness probe',
  },
  {
    policy: 'o8-read-only-root',
    reason: 'The containers of the chart write to their own file systems',
  },
] as const;

/** The Application of a module with the resources that its repository holds. */
export function createModuleApplication(placement: Placement): Application {
  const { workload } = createRunning(placement);
  const synced = [
    workload,
    ...createServing(placement),
    ...createRouting(placement),
    ...createSecrets(placement),
    ...createObservability(placement),
    ...createBatch(placement),
  ].filter(({ kind }) => !MADE_THERE.has(kind));
  const { applicationKb } = placement.sizes;
  const application = createApplication(placement, synced);
  return applicationKb === undefined
    ? application
    : createApplication(placement, [
        ...synced,
        ...createMore(placement, { synced, applicationKb }),
      ]);
}

/** As many more ConfigMaps as make the Application large enough. */
function createMore(
  placement: Placement,
  options: { synced: KubeObject[]; applicationKb: number },
): KubeObject[] {
  const { synced, applicationKb } = options;
  const more = (count: number) =>
    Array.from({ length: count }, (_, index) =>
      placement.object(
        {
          apiVersion: 'v1',
          kind: 'ConfigMap',
          name: `${placement.name}-dashboard-${100 + index}`,
          namespace: placement.name,
          ageMs: placement.ageMs,
        },
        {},
      ),
    );
  const bytes = [0, 1].map(count => {
    const application = createApplication(placement, [
      ...synced,
      ...more(count),
    ]);
    return JSON.stringify(application).length;
  });
  const missing = applicationKb * 1_024 - bytes[0];
  return more(Math.max(0, Math.ceil(missing / (bytes[1] - bytes[0]))));
}

/** Everything of a module on a workload cluster but its Application. */
export function* createModuleObjects(
  placement: Placement,
): Generator<KubeObject> {
  const boundary = [...createBoundary(placement)];
  const running = createRunning(placement);
  yield* boundary;
  yield* createMeshBoundary(placement);
  yield* createSecrets(placement);
  yield* createServing(placement);
  yield running.workload;
  yield* running.replicaSets;
  yield* running.pods;
  yield* createEvents(placement, running);
  yield* createBatch(placement);
  yield* createRouting(placement);
  yield* createObservability(placement);
  yield* createEventBus(placement);
  yield* createDatabase(placement);
  yield* createBackups(placement);
  yield* createExceptions(placement);
  yield* createReports(placement, boundary[0], running);
}

function* createReports(
  placement: Placement,
  namespace: KubeObject,
  running: Running,
): Generator<KubeObject> {
  const options = {
    outcomes: outcomesOf(placement),
    scanMs: scanMsOf(placement),
  };
  const judged = [namespace, running.workload, ...running.pods];
  for (const subject of judged) {
    const report = createReport(placement, subject, options);
    if (report) yield report;
  }
  const missing =
    (placement.shareOf(placement.sizes.reports) ?? 0) - judged.length;
  const others = [
    ...running.replicaSets,
    ...createServing(placement),
    ...createRouting(placement),
    ...createObservability(placement),
  ].slice(0, Math.max(missing, 0));
  for (const [index, subject] of others.entries()) {
    // The first makes up for the Namespace, about which there is only one rule.
    const more = index === 0 ? RESULTS_PER_REPORT - NAMESPACE_RESULTS : 0;
    const results = RESULTS_PER_REPORT + more;
    const report = createReport(placement, subject, { ...options, results });
    if (report) yield report;
  }
}

function outcomesOf(placement: Placement): Record<string, PolicyOutcome> {
  return {
    ...(placement.has('failingPolicy') && { 'o8-read-only-root': 'fail' }),
    ...(placement.has('baselineSecurity') && {
      'o8-namespace-pod-security': 'fail',
    }),
    ...(placement.name === 'langfuse' &&
      Object.fromEntries(EXCEPTED.map(({ policy }) => [policy, 'skip']))),
  };
}

function scanMsOf(placement: Placement): number {
  const scanMs = scanAgeMs(placement, placement.name);
  return placement.has('stoppedReport')
    ? scanMs + 2 * DAY_MS + HOUR_MS
    : scanMs;
}

function* createExceptions(placement: Placement): Generator<KubeObject> {
  const { name, ageMs } = placement;
  if (name !== 'langfuse') return;
  for (const { policy, reason } of EXCEPTED) {
    yield placement.object(
      {
        apiVersion: 'policies.kyverno.io/v1',
        kind: 'PolicyException',
        name: `${name}-${policy.replace('o8-', '')}`,
        namespace: name,
        ageMs,
        generation: 1,
        annotations: { 'orchestr8.io/reason': reason },
      },
      {
        spec: {
          policyRefs: [{ kind: 'ValidatingPolicy', name: policy }],
          expiresAt: placement.ago(-90 * DAY_MS),
        },
      },
    );
  }
}
