import type { Problem } from '@orchestr8/backstage-plugin-o8-common';
import { isMap, parseDocument } from 'yaml';
import { inFile } from '../parse/inFile';
import { parseModuleSpec } from '../parse/parseModuleSpec';
import { parseLock } from '../parse/parsePlatform';
import { compareText } from '../render/sortKeys';
import type { RepositoryFile } from '../types';
import { isClusterKind } from './clusterKinds';
import { findForgottenPatches } from './findForgottenPatches';
import { findKustomizationProblems } from './findKustomizationProblems';
import { readManifests } from './manifest';

const KUSTOMIZATION = /(^|\/)kustomization\.ya?ml$/;
const VALUES = /^deploy\/values(\/[^/]+)?\.yaml$/;

/**
 * What is wrong with the repository of a module, each with its file: its spec and its
 * lock, kustomizations that name what is not there, values of a chart that are none, and
 * manifests that no module may have.
 *
 * @public
 */
export function findModuleProblems(files: RepositoryFile[]): Problem[] {
  const manifests = readManifests(
    files.filter(
      ({ path }) =>
        /^deploy\/.*\.ya?ml$/.test(path) &&
        !KUSTOMIZATION.test(path) &&
        !VALUES.test(path),
    ),
  );
  const kustomizations = files.filter(({ path }) => KUSTOMIZATION.test(path));
  const problems = [
    ...findDocumentProblems(files),
    ...kustomizations.flatMap(file => findKustomizationProblems(file, files)),
    ...findForgottenPatches(kustomizations, manifests.manifests),
    ...files
      .filter(({ path }) => VALUES.test(path))
      .flatMap(findValuesProblems),
    ...manifests.problems,
    ...manifests.manifests
      .filter(({ object }) => isClusterKind(object))
      .map(({ path, object }) => ({
        path,
        message: `is the ${object.kind} "${object.metadata.name}", which is in no namespace: modules have none of them`,
        kind: 'refused' as const,
      })),
  ];
  return problems.sort((a, b) => compareText(a.path, b.path));
}

function findDocumentProblems(files: RepositoryFile[]): Problem[] {
  const find = (path: string) => files.find(file => file.path === path);
  const missing = ['o8.yaml', '.o8/lock.json']
    .filter(path => !find(path))
    .map(path => ({ path, message: 'is missing', kind: 'invalid' as const }));
  const request = find('o8.yaml');
  const lock = find('.o8/lock.json');
  if (!request) {
    return missing;
  }
  const spec = parseModuleSpec(request.content);
  if (!spec.ok) {
    return [...missing, ...inFile(request.path, spec.problems)];
  }
  const locked = lock && parseLock(lock, spec.value.metadata.name);
  return [...missing, ...(!locked || locked.ok ? [] : locked.problems)];
}

/** Helm reads aliases and merge keys, so that people may write them here. */
function findValuesProblems({ path, content }: RepositoryFile): Problem[] {
  const document = parseDocument(content, { logLevel: 'error' });
  const [error] = document.errors;
  const fail = (message: string): Problem[] => [
    { path, message, kind: 'invalid' },
  ];
  if (error) {
    return fail(`is not YAML: ${error.message.split('\n')[0]}`);
  }
  return document.contents === null || isMap(document.contents)
    ? []
    : fail('is not a map of values');
}
