import { IGNORE_HEALTH } from '../emitters/annotations';
import { moduleObjects } from '../emitters/moduleObjects';
import type { ModuleContext } from '../emitters/types';
import type { Manifest } from '../types';
import { mergePatch } from './mergePatch';

const HOOK = 'argocd.argoproj.io/hook';

/** The name of the patch that goes with the placeholder. */
export const PLACEHOLDER_PATCH = 'patch-placeholder.yaml';

/**
 * What a workload is otherwise as long as the placeholder of its landing zone runs: that
 * knows neither its program nor its probes. A job waits: a placeholder never ends.
 */
export function placeholderPatch(context: ModuleContext): Manifest[] {
  const { image, chart, kind } = context.spec.spec.workload;
  const waiting = kind === 'job' ? context : withoutProgram(context);
  return image !== undefined || chart
    ? []
    : moduleObjects(context).flatMap(({ objects }, file) => {
        const wanted = moduleObjects(waiting)[file].objects.map(suspend);
        return objects.flatMap(
          (object, index) => mergePatch(object, wanted[index]) ?? [],
        );
      });
}

function withoutProgram(context: ModuleContext): ModuleContext {
  const { spec } = context.spec;
  const { command, args, probes, ...workload } = spec.workload;
  return {
    ...context,
    spec: { ...context.spec, spec: { ...spec, workload } },
  };
}

/** Argo CD would wait for what is suspended, and for hooks that never end. */
function suspend(object: Manifest): Manifest {
  const hook = object.metadata.annotations?.[HOOK];
  if (object.kind === 'Job' && hook !== undefined) {
    const { metadata } = object;
    return {
      ...object,
      metadata: {
        ...metadata,
        annotations: { ...metadata.annotations, [HOOK]: 'Skip' },
      },
    };
  }
  return object.kind === 'CronJob' && typeof object.spec === 'object'
    ? {
        ...object,
        metadata: {
          ...object.metadata,
          annotations: { ...object.metadata.annotations, ...IGNORE_HEALTH },
        },
        spec: { ...object.spec, suspend: true },
      }
    : object;
}
