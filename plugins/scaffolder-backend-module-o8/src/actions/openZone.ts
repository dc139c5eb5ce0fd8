import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import type { ActionContext } from '@backstage/plugin-scaffolder-node';
import type {
  LandingZone,
  ModuleSpec,
} from '@orchestr8/backstage-plugin-o8-common';
import { readPlatform } from '@orchestr8/backstage-plugin-o8-node';
import { requireZone } from '../access';
import { planEntry, type PlannedEntry } from '../entry';
import type { ActionServices } from './ActionServices';

/** The part of an action's context that tells who asks. */
export type Initiated = Pick<
  ActionContext<Record<string, never>>,
  'getInitiatorCredentials'
>;

/** The landing zone of that name, if the initiator may create modules in it. */
export async function openZone(
  services: ActionServices,
  ctx: Initiated,
  name: string,
): Promise<{ zone: LandingZone; credentials: BackstageCredentials }> {
  const credentials = await ctx.getInitiatorCredentials();
  const zone = await requireZone({ ...services, name, credentials });
  return { zone, credentials };
}

/** Plans a module against the platform repository as it is now. */
export async function planNow(options: {
  services: Pick<ActionServices, 'git' | 'zones'>;
  spec: ModuleSpec;
  zone: LandingZone;
  signal?: AbortSignal;
}): Promise<PlannedEntry> {
  const { services, spec, zone, signal } = options;
  const { git, zones } = services;
  const { files } = await readPlatform({ git, zone, signal });
  return planEntry({ spec, zone, files, zones: zones.list() });
}
