import type { AuthService } from '@backstage/backend-plugin-api';
import { CATALOG_FILTER_EXISTS } from '@backstage/catalog-client';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import { ANNOTATION_MODULE } from '@orchestr8/backstage-plugin-o8-common';
import type { ModuleEntity } from '../store';
import { MODULE_ENTITY_FIELDS, toModuleEntity } from './toModuleEntity';

const PAGE_SIZE = 500;

/** All modules of the catalog, page by page, as the backend itself may see it. */
export async function readModules(options: {
  catalog: CatalogService;
  auth: AuthService;
}): Promise<ModuleEntity[]> {
  const { catalog, auth } = options;
  const credentials = await auth.getOwnServiceCredentials();
  const modules: ModuleEntity[] = [];
  let cursor: string | undefined;
  do {
    const page = await catalog.queryEntities(
      cursor
        ? { cursor, fields: MODULE_ENTITY_FIELDS, limit: PAGE_SIZE }
        : {
            filter: {
              [`metadata.annotations.${ANNOTATION_MODULE}`]:
                CATALOG_FILTER_EXISTS,
            },
            fields: MODULE_ENTITY_FIELDS,
            limit: PAGE_SIZE,
          },
      { credentials },
    );
    modules.push(...page.items.flatMap(entity => toModuleEntity(entity) ?? []));
    cursor = page.pageInfo.nextCursor;
  } while (cursor);
  return modules;
}
