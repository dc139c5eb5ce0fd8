import type { ModuleSpec } from '@orchestr8/backstage-plugin-o8-common';
import type { ModuleContext } from '../../emitters/types';
import { findSourceProblems } from '../../plan/resolveEvents';
import { resolvePlacements } from '../../plan/resolvePlacements';
import type { Surroundings } from '../System';

/**
 * What a changed module means to those that read what it publishes. Their halves of the
 * agreement are in their own entries, which a change of the publisher does not touch.
 */
export function noteConsumers(
  { spec: next, zone }: Pick<ModuleContext, 'spec' | 'zone'>,
  { platform, zones = [] }: Surroundings,
): string[] {
  const { name } = next.metadata;
  const modules = platform?.modules.map(({ spec }) => spec) ?? [];
  const former = modules.find(({ metadata }) => metadata.name === name);
  if (!former) {
    return [];
  }
  const all = [zone, ...zones];
  return modules.flatMap(consumer => {
    const home = all.find(
      ({ metadata }) => metadata.name === consumer.spec.landingZone,
    );
    if (!home || consumer.metadata.name === name) {
      return [];
    }
    const placements = resolvePlacements(consumer, home);
    const reader = {
      spec: consumer,
      zone: home,
      placements: placements.ok ? placements.value : [],
    };
    const { consumes = [] } = consumer.spec.events ?? {};
    return consumes.flatMap((entry, index) => {
      const problemsOf = (publisher: ModuleSpec) =>
        findSourceProblems(reader, index, { publisher, zones: all });
      if (entry.module !== name || problemsOf(former).length > 0) {
        return [];
      }
      const because = problemsOf(next).map(({ message }) => message);
      return because.length > 0
        ? [
            `"${consumer.metadata.name}" reads "${
              entry.name
            }" and would be refused from now on: ${because.join(
              '; ',
            )}. What it may do on the bus stays until its own entry changes`,
          ]
        : [];
    });
  });
}
