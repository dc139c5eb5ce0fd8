import type { Problem } from '@orchestr8/backstage-plugin-o8-common';
import { z } from 'zod';
import type { FileManifest } from './manifest';

const destinationSchema = z.looseObject({ namespace: z.string().optional() });

/** Where an Application or an AppProject may go. */
const reachSchema = z.looseObject({
  destination: destinationSchema.optional().catch(undefined),
  destinations: z.array(destinationSchema.catch({})).catch([]),
});

/** How an object of the platform itself gets into a module: only its entry may. */
export function findTrespasses(
  { path, object }: FileManifest,
  modules: Set<string>,
): Problem[] {
  const { data } = reachSchema.safeParse(object.spec);
  const namespaces = new Set([
    object.metadata.namespace,
    data?.destination?.namespace,
    ...(data?.destinations ?? []).map(({ namespace }) => namespace),
  ]);
  return [...namespaces]
    .filter(namespace => namespace !== undefined && modules.has(namespace))
    .map(namespace => ({
      path,
      message: `reaches the namespace of the module "${namespace}"`,
      kind: 'refused',
    }));
}
