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
  patches: z.array(z.looseObject({ path: z.string().optional() })).default([]),
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
  const { resources, components, patches } = parsed.data;
  const resolve = (name: string) =>
    posix.join(posix.dirname(path), name).replace(/\/$/, '');
  const messages = [
    ...[...resources, ...components]
      .filter(resource => !isThere(resolve(resource), paths))
      .map(
        resource =>
          `names "${resource}", which is neither a file nor a kustomization of this repository`,
      ),
    ...patches
      .flatMap(patch => patch.path ?? [])
      .filter(patch => !paths.has(resolve(patch)))
      .map(
        patch =>
          `names the patch "${patch}", which is not a file of this repository`,
      ),
  ];
  return messages.map(message => ({ path, message, kind: 'invalid' }));
}

function isThere(target: string, paths: Set<string>): boolean {
  return (
    paths.has(target) ||
    paths.has(`${target}/kustomization.yaml`) ||
    paths.has(`${target}/kustomization.yml`)
  );
}
