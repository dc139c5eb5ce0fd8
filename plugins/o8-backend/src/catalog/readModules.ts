import type { AuthService } from '@backstage/backend-plugin-api';
import { CATALOG_FILTER_EXISTS } from '@backstage/catalog-client';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import {
  ANNOTATION_MODULE,
  MODULE_ANNOTATIONS,
} from '@orchestr8/backstage-plugin-o8-common';
import type { ModuleEntity } from '../store';
import {
  MODULE_ENTITY_FIELDS,
  toModuleEntity,
  type ClaimOptions,
} from './toModuleEntity';

const PAGE_SIZE = 500;

/** How the catalog is read. */
export interface ReadModulesOptions extends ClaimOptions {
  catalog: CatalogService;
  auth: AuthService;
}

/** All modules of the catalog, page by page, as the backend itself may see it. */
export async function readModules(
  options: ReadModulesOptions,
): Promise<ModuleEntity[]> {
  const { catalog, auth, trustAnnotations } = options;
  const credentials = await auth.getOwnServiceCredentials();
  // Without claims, the annotations of others make no modules.
  const annotations = trustAnnotations
    ? MODULE_ANNOTATIONS
    : [ANNOTATION_MODULE];
  // By its ref: while pages are read, one may come twice.
  const modules = new Map<string, ModuleEntity>();
  let cursor: string | undefined;
  do {
    const page = await catalog.queryEntities(
      cursor
        ? { cursor, fields: MODULE_ENTITY_FIELDS, limit: PAGE_SIZE }
        : {
            // Any of them: several filters are alternatives.
            filter: annotations.map(annotation => ({
              [`metadata.annotations.${annotation}`]: CATALOG_FILTER_EXISTS,
            })),
            fields: MODULE_ENTITY_FIELDS,
            limit: PAGE_SIZE,
          },
      { credentials },
    );
    for (const entity of page.items) {
      const module = toModuleEntity(entity, options);
      if (module) {
        modules.set(module.entityRef, module);
      }
    }
    cursor = page.pageInfo.nextCursor;
  } while (cursor);
  return [...modules.values()];
}
