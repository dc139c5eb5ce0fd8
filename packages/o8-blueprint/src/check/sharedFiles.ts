import type { LandingZone } from '@orchestr8/backstage-plugin-o8-common';
import type { Layout, SharedFile } from '../plan/layouts/Layout';
import { layoutOf, layouts } from '../plan/layouts/layouts';
import type { RepositoryFile } from '../types';
import { toManifests, type FileManifest } from './manifest';

/** The layouts of landing zones; of an unknown platform, all of them. */
export function layoutsOf(zones: readonly LandingZone[]): Layout[] {
  return zones.length > 0
    ? [...new Set(zones.map(layoutOf))]
    : Object.values(layouts);
}

/** The files that modules of these landing zones share. */
export function sharedFilesOf(zones: readonly LandingZone[]): SharedFile[] {
  return layoutsOf(zones).flatMap(({ shared }) => shared ?? []);
}

/** The kinds beside Argo CD of which entries have no files, as far as files tell. */
export function generatedKinds(files: RepositoryFile[]): Set<string> {
  const paths = new Set(files.map(({ path }) => path));
  return new Set(
    Object.values(layouts).flatMap(({ generates }) =>
      generates && paths.has(generates.by) ? generates.kinds : [],
    ),
  );
}

/** What shared files say of modules as objects, by the name of the module. */
export function readSharedObjects(
  files: RepositoryFile[],
  zones: readonly LandingZone[],
): Map<string, FileManifest[]> {
  return new Map(
    sharedFilesOf(zones).flatMap(({ path, read, toObjects }) => {
      const file = toObjects && files.find(each => each.path === path);
      const entries = file && read(file.content);
      return entries?.ok
        ? [...entries.value.modules].map(
            ([name, entry]) =>
              [
                name,
                toManifests(path, toObjects?.(name, entry) ?? []),
              ] as const,
          )
        : [];
    }),
  );
}

/** Whether a file is one that modules of these landing zones share. */
export function isSharedIn(
  { path }: Pick<RepositoryFile, 'path'>,
  zones: readonly LandingZone[],
): boolean {
  return sharedFilesOf(zones).some(shared => shared.path === path);
}
