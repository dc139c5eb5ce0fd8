import type {
  LandingZone,
  Problem,
} from '@orchestr8/backstage-plugin-o8-common';
import { platformProject } from '../emitters/platformProject';
import { PLATFORM_DIRECTORY } from '../plan/paths';
import { renderPlatform } from '../plan/planPlatform';
import type { RepositoryFile } from '../types';
import { isManifestPath, readManifests, type FileManifest } from './manifest';

/** The objects of the platform itself. */
export interface OwnObjects {
  /** All below `modules/o8-platform/`. */
  manifests: FileManifest[];
  /** Those of them that are not exactly as a landing zone renders them. */
  changed: FileManifest[];
  problems: Problem[];
}

/** Reads `modules/o8-platform/` and `bootstrap/`; what is as rendered is not parsed. */
export function readOwnObjects(
  files: RepositoryFile[],
  zones: readonly LandingZone[],
): OwnObjects {
  const rendered = new Map(
    zones.flatMap(zone =>
      renderPlatform(zone).map(file => [textKey(file), zone] as const),
    ),
  );
  const own = files.filter(
    ({ path }) =>
      isManifestPath(path) && /^(bootstrap|modules\/o8-platform)\//.test(path),
  );
  const isInModules = ({ path }: { path: string }) =>
    path.startsWith(`${PLATFORM_DIRECTORY}/`);
  const read = readManifests(own.filter(file => !rendered.has(textKey(file))));
  const changed = read.manifests.filter(isInModules);
  const equal = own.filter(isInModules).flatMap(file => {
    const zone = rendered.get(textKey(file));
    return zone ? [{ path: file.path, object: platformProject(zone) }] : [];
  });
  return {
    manifests: [...equal, ...changed],
    changed,
    problems: read.problems,
  };
}

function textKey({ path, content }: RepositoryFile): string {
  return `${path}\n${content}`;
}
