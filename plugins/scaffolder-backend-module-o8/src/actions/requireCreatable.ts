import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import { ConflictError } from '@backstage/errors';
import type {
  LandingZone,
  ModuleSpec,
} from '@orchestr8/backstage-plugin-o8-common';
import {
  inspectModule,
  type ModuleInspection,
} from '@orchestr8/backstage-plugin-o8-node';
import {
  inspectCatalog,
  requireOwner,
  type CatalogInspection,
} from '../catalog';
import type { ActionServices } from './ActionServices';

/** What is about to be created, and for whom. */
export interface RequireCreatableOptions {
  spec: ModuleSpec;
  zone: LandingZone;
  /** Of the initiator. */
  credentials: BackstageCredentials;
  services: ActionServices;
  signal?: AbortSignal;
}

/** What stands under a name that may be used. */
export interface Creatable {
  found: ModuleInspection;
  entity: CatalogInspection;
}

/**
 * Throws unless the owner exists and the name is free, or taken by the same module, in
 * git and in the catalog. Asked again before each effect: a template can leave the first
 * step out, and what it has found does not last.
 */
export async function requireCreatable(
  options: RequireCreatableOptions,
): Promise<Creatable> {
  const { spec, zone, credentials, services, signal } = options;
  const { name, owner } = spec.metadata;
  const { catalog, git, logger } = services;
  await requireOwner({ owner, catalog, credentials });
  const found = await inspectModule({ git, zone, name, owner, signal });
  if (found.repository === 'foreign' || found.entry === 'foreign') {
    // Not in the log of the task: who runs it may not be allowed to see that owner.
    logger.warn(`The name "${name}" is taken. ${found.details ?? ''}`.trim());
    throw new ConflictError(
      `The name "${name}" is taken: ${found.reason ?? 'choose another'}`,
    );
  }
  const entity = await inspectCatalog({ ...services, name, zone, credentials });
  return { found, entity };
}
