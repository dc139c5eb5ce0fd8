import path from 'node:path/posix';
import type { RepositoryFiles } from '../../repositories';
import type { Manifest, RenderedManifest } from '../../types';
import { isRecord, parseDocuments, parseManifests } from '../parseManifests';
import { RenderError } from '../RenderError';
import { addLabels } from './addLabels';
import { applyPatch } from './applyPatch';
import { findKustomization } from './findKustomization';
import { parseKustomization } from './kustomizationSchema';
import { setImage } from './setImage';
import { setNamespace } from './setNamespace';

const OF_KUSTOMIZE = { yesIsTrue: false };

/** What `kustomize build` makes of a directory, for the fields that are known. Pure. */
export function buildKustomization(
  files: RepositoryFiles,
  directory: string,
): RenderedManifest[] {
  return build({ files, directory, above: [] });
}

interface Build {
  files: RepositoryFiles;
  directory: string;
  /** The directories that led here. */
  above: readonly string[];
}

function build({ files, directory, above }: Build): RenderedManifest[] {
  const file = findKustomization(files, directory);
  if (!file) {
    throw new RenderError(`${directory || '.'} has no kustomization.yaml`);
  }
  if (above.includes(directory)) {
    const cycle = [...above, directory].map(each => each || '.').join(' → ');
    throw new RenderError(`${file}: resources form a cycle: ${cycle}`);
  }
  const [document, more] = parseDocuments(files.read(file), file, {
    yesIsTrue: true,
  });
  if (!isRecord(document) || Object.keys(document).length === 0) {
    throw new RenderError(`${file} is empty`);
  }
  if (more !== undefined) {
    throw new RenderError(`${file} has more than one document`);
  }
  const kustomization = parseKustomization(document, file);
  let manifests = kustomization.resources.flatMap(resource =>
    readResource({ files, directory, above, file, resource }),
  );
  assertUnique(manifests, file);
  // The order is that of kustomize: patches see the names of the bases.
  for (const patch of kustomization.patches) {
    const patches = readPatch({ files, directory, file, patch });
    manifests = applyPatch(manifests, patches);
  }
  const { namespace } = kustomization;
  if (namespace) manifests = setNamespace(manifests, namespace);
  for (const labels of kustomization.labels) {
    manifests = change(manifests, each => addLabels(each, labels));
  }
  for (const image of kustomization.images) {
    manifests = change(manifests, each => setImage(each, image));
  }
  return manifests;
}

function change(
  manifests: readonly RenderedManifest[],
  step: (manifest: Manifest) => Manifest,
): RenderedManifest[] {
  return manifests.map(({ manifest, file }) => ({
    manifest: step(manifest),
    file,
  }));
}

function readResource(
  options: Build & { file: string; resource: string },
): RenderedManifest[] {
  const { files, directory, above, file, resource } = options;
  const target = resolveInside(directory, resource, file);
  if (files.has(target)) {
    assertBelow(directory, target, { file, name: resource });
    return parseManifests(files.read(target), target, OF_KUSTOMIZE);
  }
  if (!files.isDirectory(target)) {
    throw new RenderError(`${file}: resource "${resource}" does not exist`);
  }
  return build({ files, directory: target, above: [...above, directory] });
}

function readPatch(options: {
  files: RepositoryFiles;
  directory: string;
  file: string;
  patch: { path?: string; patch?: string; target?: object };
}) {
  const { files, directory, file, patch } = options;
  if ((patch.path === undefined) === (patch.patch === undefined)) {
    throw new RenderError(
      `${file}: each of "patches" needs either "path" or "patch"`,
    );
  }
  if (patch.path === undefined) {
    const documents = parseDocuments(
      patch.patch ?? '',
      `${file}, a patch`,
      OF_KUSTOMIZE,
    );
    return { documents, where: `${file}, a patch`, target: patch.target };
  }
  const where = resolveInside(directory, patch.path, file);
  assertBelow(directory, where, { file, name: patch.path });
  const documents = parseDocuments(files.read(where), where, OF_KUSTOMIZE);
  return { documents, where, target: patch.target };
}

function resolveInside(directory: string, name: string, file: string): string {
  if (/^[a-z][a-z0-9+.-]*:|^[^/]+@|^github\.com\//i.test(name)) {
    throw new RenderError(
      `${file}: "${name}" is remote, which is not supported by the demo fleet`,
    );
  }
  const target = path.normalize(path.join(directory || '.', name));
  if (path.isAbsolute(name) || target.split('/')[0] === '..') {
    throw new RenderError(`${file}: "${name}" is outside of the repository`);
  }
  const clean = target.replace(/\/+$/, '');
  return clean === '.' ? '' : clean;
}

/** As kustomize: files of others are read through their own kustomization only. */
function assertBelow(
  directory: string,
  target: string,
  { file, name }: { file: string; name: string },
): void {
  if (directory !== '' && !target.startsWith(`${directory}/`)) {
    throw new RenderError(`${file}: "${name}" is not in or below ${directory}`);
  }
}

function assertUnique(
  manifests: readonly RenderedManifest[],
  file: string,
): void {
  const seen = new Set<string>();
  for (const { manifest } of manifests) {
    const { apiVersion, kind, metadata } = manifest;
    const { name, namespace = '' } = metadata;
    const group = apiVersion.split('/').reverse()[1] ?? '';
    const id = [group, kind, namespace, name].join('/');
    if (seen.has(id)) {
      throw new RenderError(`${file}: ${kind} "${name}" is there twice`);
    }
    seen.add(id);
  }
}
