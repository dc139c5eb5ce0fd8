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
import { createRunning } from './objects/workloadObjects';
import type { Placement } from './Placement';
import { DAY_MS, HOUR_MS } from './time';

/** Made on the cluster, and not by Argo CD. */
const MADE_THERE = new Set(['Job', 'Secret', 'SecretStore']);

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
  return createApplication(placement, synced);
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
  const [namespace] = boundary;
  const judged = [namespace, running.workload, ...running.pods];
  for (const subject of judged) {
    const report = createReport(placement, subject, {
      outcomes: outcomesOf(placement),
      scanMs: scanMsOf(placement),
    });
    if (report) yield report;
  }
}

function outcomesOf(placement: Placement): Record<string, PolicyOutcome> {
  return {
    ...(placement.has('failingPolicy') && { 'o8-read-only-root': 'fail' }),
    ...(placement.has('baselineSecurity') && {
      'o8-namespace-pod-security': 'fail',
    }),
    ...(placement.name === 'langfuse' && { 'o8-probes': 'skip' }),
  };
}

function scanMsOf(placement: Placement): number {
  const scanMs = scanAgeMs(placement, placement.name);
  return placement.has('stoppedReport')
    ? scanMs + 2 * DAY_MS + HOUR_MS
    : scanMs;
}

/** A chart of somebody else's that cannot keep one of the rules. */
function* createExceptions(placement: Placement): Generator<KubeObject> {
  const { name, ageMs } = placement;
  if (name !== 'langfuse') return;
  yield placement.object(
    {
      apiVersion: 'policies.kyverno.io/v1',
      kind: 'PolicyException',
      name: `${name}-probes`,
      namespace: name,
      ageMs,
      generation: 1,
      annotations: {
        'orchestr8.io/reason': 'The worker of the chart has no readiness probe',
      },
    },
    {
      spec: {
        policyRefs: [{ kind: 'ValidatingPolicy', name: 'o8-probes' }],
        expiresAt: placement.ago(-90 * DAY_MS),
      },
    },
  );
}
