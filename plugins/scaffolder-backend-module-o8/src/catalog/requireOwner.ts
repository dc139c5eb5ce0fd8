import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import { InputError } from '@backstage/errors';
import type { CatalogService } from '@backstage/plugin-catalog-node';

/** Throws an InputError unless the initiator sees this group or user in the catalog. */
export async function requireOwner(options: {
  owner: string;
  catalog: CatalogService;
  credentials: BackstageCredentials;
}): Promise<void> {
  const { owner, catalog, credentials } = options;
  const entity = await catalog.getEntityByRef(owner, { credentials });
  if (!entity) {
    throw new InputError(
      `The owner ${owner} is not in the catalog: choose a group or user that is`,
    );
  }
}
