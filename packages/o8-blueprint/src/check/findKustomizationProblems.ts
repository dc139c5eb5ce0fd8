import { posix } from 'node:path';
import type { Problem } from '@orchestr8/backstage-plugin-o8-common';
import { z } from 'zod';
import { inFile } from '../parse/inFile';
import { readYaml } from '../parse/readYaml';
import type { RepositoryFile } from '../types';

const kustomizationSchema = z.looseObject({
  kind: z.literal('Kustomization', 'must be "Kustomization"').optional(),
  resources: z.array(z.string('must be text')).default([]),
  components: z.array(z.string('must be text')).default([]),
});

/** What a kustomization names and the repository does not have. */
export function findKustomizationProblems(
  { path, content }: RepositoryFile,
  files: RepositoryFile[],
): Problem[] {
  const read = readYaml(content);
  if (!read.ok) {
    return inFile(path, read.problems);
  }
  const parsed = kustomizationSchema.safeParse(read.value);
  if (!parsed.success) {
    return [{ path, message: 'is not a Kustomization', kind: 'invalid' }];
  }
  const paths = new Set(files.map(file => file.path));
  return [...parsed.data.resources, ...parsed.data.components]
    .filter(resource => !isThere(resource, path, paths))
    .map(resource => ({
      path,
      message: `names "${resource}", which is neither a file nor a kustomization of this repository`,
      kind: 'invalid',
    }));
}

function isThere(resource: string, from: string, paths: Set<string>): boolean {
  const target = posix.join(posix.dirname(from), resource).replace(/\/$/, '');
  return (
    paths.has(target) ||
    paths.has(`${target}/kustomization.yaml`) ||
    paths.has(`${target}/kustomization.yml`)
  );
}
