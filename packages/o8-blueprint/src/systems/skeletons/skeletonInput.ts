import type {
  LandingZone,
  ModuleSpec,
} from '@orchestr8/backstage-plugin-o8-common';
import { metricsEndpoint } from '../../emitters/module/metricsEndpoint';
import type { ModuleContext } from '../../emitters/types';
import { databaseOf } from '../data/topology';
import { usedBus } from '../events/bus';
import { toVariable } from '../events/names';
import type { Runtime } from '../pipelines/toPipeline';
import { isInjected } from '../telemetry/instrumentation';
import { RUNTIME_COMMANDS } from './commands';
import type { SkeletonInput } from './expandSkeleton';
import { PROBE_PATHS } from './withRuntimeDefaults';

/** More connections than this make no small service faster. */
const MOST_CONNECTIONS = 10;

/** What the code of a module begins with; undefined where it is not ours. */
export function skeletonInput(
  context: ModuleContext,
): SkeletonInput | undefined {
  const { spec, zone } = context;
  const { runtime } = spec.spec.workload;
  return (
    runtime && {
      runtime,
      features: listFeatures(context),
      values: toValues(context),
      words: toWords(spec, zone, runtime),
    }
  );
}

function listFeatures(context: ModuleContext): Set<string> {
  const { spec, zone } = context;
  const { workload, observability } = spec.spec;
  const bus = usedBus(context);
  const metrics = metricsEndpoint(context);
  const isOn: Record<string, boolean> = {
    [workload.kind]: true,
    database: databaseOf(context) !== undefined,
    // An agent that is added sends traces itself.
    tracing:
      zone.spec.tracing !== undefined &&
      observability?.traces !== undefined &&
      !isInjected(context),
    'metrics-port': metrics !== undefined && metrics.own.port !== workload.port,
    ...(bus && {
      [bus.bus]: true,
      publishes: bus.publishes.length > 0,
      consumes: bus.consumes.length > 0,
    }),
  };
  return new Set(Object.keys(isOn).filter(feature => isOn[feature]));
}

/** Paths, ports and names of variables: nothing in them ends a text of any language. */
function toValues(context: ModuleContext): SkeletonInput['values'] {
  const { probes, port } = context.spec.spec.workload;
  const [published] = usedBus(context)?.publishes ?? [];
  const metrics = metricsEndpoint(context)?.own;
  return {
    startupPath: probes?.startup?.path ?? PROBE_PATHS.alive,
    livenessPath: probes?.liveness?.path ?? PROBE_PATHS.alive,
    readinessPath: probes?.readiness?.path ?? PROBE_PATHS.ready,
    metricsPath: metrics?.path ?? '/metrics',
    metricsPort: metrics?.port ?? port,
    port,
    poolSize: toPoolSize(context),
    publishedEvent: published ? toVariable(published.name) : '',
  };
}

/** What migrations open at once, at most. */
const MIGRATION_CONNECTIONS = 2;

/** So that all pods together, one more in a rollout, and migrations have enough. */
function toPoolSize(context: ModuleContext): number {
  const { connectionLimit = MOST_CONNECTIONS } = databaseOf(context) ?? {};
  const share = Math.floor(
    (connectionLimit - MIGRATION_CONNECTIONS) / mostPods(context),
  );
  return Math.max(1, Math.min(MOST_CONNECTIONS, share));
}

/** Of one placement, in a rollout. */
function mostPods({ placements }: ModuleContext): number {
  const pods = placements.map(
    ({ replicas, workload }) => workload.autoscaling?.maxReplicas ?? replicas,
  );
  return Math.max(1, ...pods) + 1;
}

/** How many connections a database has to allow for one of each pod, and for migrations. */
export function fewestConnections(context: ModuleContext): number {
  return mostPods(context) + MIGRATION_CONNECTIONS;
}

function toWords(
  spec: ModuleSpec,
  zone: LandingZone,
  runtime: Runtime,
): SkeletonInput['words'] {
  const { name } = spec.metadata;
  const { build, run } = baseImages(zone, runtime);
  return {
    'o8-module': name,
    'o8-build-image': build,
    'o8-run-image': run,
    'o8.example/o8-module': `${new URL(zone.spec.git.url).hostname}/${
      zone.spec.git.modules
    }/${name}`,
  };
}

/** What images of a runtime are built on, and what they run on. */
export function baseImages(
  { spec: { images, runImages } }: LandingZone,
  runtime: Runtime,
): { build: string; run: string; isPinned: boolean } {
  const usual = RUNTIME_COMMANDS[runtime].images;
  const build = images?.[runtime];
  // What Go builds needs nothing beside itself.
  const run = runImages?.[runtime] ?? (runtime === 'go' ? 'scratch' : build);
  return {
    build: build ?? usual.build,
    run: run ?? usual.run,
    isPinned: build !== undefined && run !== undefined,
  };
}
