import type {
  LandingZone,
  ModuleLock,
} from '@orchestr8/backstage-plugin-o8-common';
import { blobId } from '../plan/planLock';
import { planModule } from '../plan/planModule';
import { renderPlan } from '../render/renderPlan';
import type { Platform } from '../types';

/**
 * Texts as first written, by their git blob ids, made again from the spec of a lock: where
 * only the spec has changed since, no git is needed to merge. Of a file that comes out
 * differently now, by another version or landing zone, there is none: the ids say so.
 *
 * @public
 */
export function remakeBases(options: {
  lock: Pick<ModuleLock, 'spec' | 'files'>;
  part: 'module' | 'platform';
  zone: LandingZone;
  zones?: readonly LandingZone[];
  platform?: Platform;
}): Map<string, string> {
  const { lock, part, zone, zones, platform } = options;
  const plan = planModule({
    spec: lock.spec,
    zone,
    zones,
    platform,
    // Nothing of it is written: it is what was there.
    allowDestructive: true,
  });
  const files = plan.ok ? renderPlan(plan.value)[part] : [];
  const wanted = new Set(Object.values(lock.files).map(({ blob }) => blob));
  return new Map(
    files
      .map(({ content }) => [blobId(content), content] as const)
      .filter(([id]) => wanted.has(id)),
  );
}
