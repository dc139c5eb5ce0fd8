import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import type { CatalogService } from '@backstage/plugin-catalog-node';

/**
 * Which of some entities the caller may read in the catalog: what is hidden there does
 * not exist here.
 */
export async function findVisible(options: {
  catalog: CatalogService;
  credentials: BackstageCredentials;
  entityRefs: string[];
}): Promise<Set<string>> {
  const { catalog, credentials, entityRefs } = options;
  if (entityRefs.length === 0) {
    return new Set();
  }
  const { items } = await catalog.getEntitiesByRefs(
    { entityRefs, fields: ['kind', 'metadata.name'] },
    { credentials },
  );
  return new Set(entityRefs.filter((_ref, index) => items[index]));
}
