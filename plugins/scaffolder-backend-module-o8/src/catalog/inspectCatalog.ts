import type {
  AuthService,
  BackstageCredentials,
} from '@backstage/backend-plugin-api';
import { ANNOTATION_LOCATION, type Entity } from '@backstage/catalog-model';
import { ConflictError } from '@backstage/errors';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import {
  ANNOTATION_LANDING_ZONE,
  ANNOTATION_MODULE,
  fileUrl,
  moduleRepository,
  type LandingZone,
} from '@orchestr8/backstage-plugin-o8-common';

/** What the catalog will know of a module. */
export interface CatalogInspection {
  entityRef: string;
  catalogInfoUrl: string;
  /** Whether there is a location with exactly this URL. */
  registered: boolean;
}

/** What is asked for. */
export interface InspectCatalogOptions {
  name: string;
  zone: LandingZone;
  auth: AuthService;
  catalog: CatalogService;
  /** Of the initiator. */
  credentials: BackstageCredentials;
}

/**
 * Looks a module up in the catalog; a ConflictError if its entity belongs to something
 * else. Of two entities of one name the catalog keeps the first.
 */
export async function inspectCatalog(
  options: InspectCatalogOptions,
): Promise<CatalogInspection> {
  const { name, zone, auth, catalog, credentials } = options;
  const repository = moduleRepository(zone, name);
  const catalogInfoUrl = fileUrl(zone, repository, 'catalog-info.yaml');
  const entityRef = `component:default/${name}`;
  // A name is also taken by an entity that the initiator may not see.
  const entity = await catalog.getEntityByRef(entityRef, {
    credentials: await auth.getOwnServiceCredentials(),
  });
  if (entity && !isEntityOf(entity, { name, zone, url: repository.webUrl })) {
    throw new ConflictError(
      `The catalog has ${entityRef} already, and it is not from ${catalogInfoUrl}: choose another name`,
    );
  }
  const location = await catalog.getLocationByRef(`url:${catalogInfoUrl}`, {
    credentials,
  });
  return { entityRef, catalogInfoUrl, registered: location !== undefined };
}

function isEntityOf(
  { metadata: { annotations = {} } }: Entity,
  { name, zone, url }: { name: string; zone: LandingZone; url: string },
): boolean {
  const isOrAbsent = (annotation: string, value: string) =>
    (annotations[annotation] ?? value) === value;
  return (
    isOrAbsent(ANNOTATION_MODULE, name) &&
    isOrAbsent(ANNOTATION_LANDING_ZONE, zone.metadata.name) &&
    // Discovery can find the file under another address of the same repository.
    Boolean(annotations[ANNOTATION_LOCATION]?.startsWith(`url:${url}/`))
  );
}
