import type {
  LandingZone,
  Problem,
} from '@orchestr8/backstage-plugin-o8-common';
import { platformProject } from '../emitters/platformProject';
import { PLATFORM_DIRECTORY } from '../plan/paths';
import { renderPlatform } from '../plan/planPlatform';
import { generatedKinds, isSharedIn, layoutsOf } from './sharedFiles';
import type { RepositoryFile } from '../types';
import { findOverrides } from './findOverrides';
import { isManifestPath, readManifests, type FileManifest } from './manifest';

/** The objects of the platform itself. */
export interface OwnObjects {
  /** All below `modules/o8-platform/`. */
  manifests: FileManifest[];
  /** Those of them that are not exactly as a landing zone renders them. */
  changed: FileManifest[];
  problems: Problem[];
  /** Kinds beside Argo CD of which entries have no files. */
  generatedKinds: Set<string>;
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
    file =>
      isManifestPath(file.path) &&
      /^(bootstrap|modules\/o8-platform)\//.test(file.path) &&
      !isFixed(file.path, zones) &&
      !isSharedIn(file, zones),
  );
  const isInModules = ({ path }: { path: string }) =>
    path.startsWith(`${PLATFORM_DIRECTORY}/`);
  const read = readManifests(own.filter(file => !rendered.has(textKey(file))));
  const changed = read.manifests.filter(isInModules);
  const equal = own.filter(isProject).flatMap(file => {
    const zone = rendered.get(textKey(file));
    return zone ? [{ path: file.path, object: platformProject(zone) }] : [];
  });
  return {
    manifests: [...equal, ...changed],
    changed,
    generatedKinds: generatedKinds(files),
    problems: [
      ...read.problems,
      ...findOverrides(files.filter(isInModules)),
      ...findFixedProblems(files, zones),
    ],
  };
}

function isProject({ path }: RepositoryFile): boolean {
  return path === `${PLATFORM_DIRECTORY}/app-project.yaml`;
}

/** Templates are no manifests: what they make of modules cannot be judged. */
function isFixed(path: string, zones: readonly LandingZone[]): boolean {
  return layoutsOf(zones).some(({ fixed }) => fixed?.test(path));
}

/** Where nobody has changed them, they are as they were written. */
function findFixedProblems(
  files: RepositoryFile[],
  zones: readonly LandingZone[],
): Problem[] {
  const fixed = files.filter(({ path }) => isFixed(path, zones));
  if (zones.length === 0 || fixed.length === 0) {
    return [];
  }
  const written = zones.flatMap(zone =>
    renderPlatform(zone).filter(({ path }) => isFixed(path, [zone])),
  );
  const texts = new Set(written.map(textKey));
  const paths = new Set(fixed.map(({ path }) => path));
  const refuse = (path: string, message: string): Problem => ({
    path,
    message,
    kind: 'refused',
  });
  return [
    ...fixed
      .filter(file => !texts.has(textKey(file)))
      .map(({ path }) =>
        refuse(path, 'is not what "o8 init" writes, and changes every module'),
      ),
    ...written
      .filter(({ path }) => !paths.has(path))
      .map(({ path }) => refuse(path, 'is missing: "o8 init" writes it')),
  ];
}

function textKey({ path, content }: RepositoryFile): string {
  return `${path}\n${content}`;
}
