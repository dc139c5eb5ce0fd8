import type { Problem } from '@orchestr8/backstage-plugin-o8-common';
import { z } from 'zod';
import { inFile } from '../parse/inFile';
import { readYamlDocuments } from '../parse/readYaml';
import type { RepositoryFile } from '../types';

const manifestSchema = z.looseObject({
  apiVersion: z.string('must be text'),
  kind: z.string('must be text'),
  metadata: z.looseObject({
    name: z.string('must be text'),
    namespace: z.string('must be text').optional(),
    labels: z.record(z.string(), z.unknown()).optional(),
    annotations: z.record(z.string(), z.unknown()).optional(),
  }),
  // Argo CD takes whatever has items for a list, and applies these instead.
  items: z.undefined('must not be there').optional(),
});

/** A Kubernetes object as it was read: nothing but its head is known. */
export type ReadManifest = z.output<typeof manifestSchema>;

/** A Kubernetes object of a file. */
export interface FileManifest {
  path: string;
  object: ReadManifest;
}

/** What Argo CD takes for manifests. */
export function isManifestPath(path: string): boolean {
  return /\.(ya?ml|json)$/.test(path);
}

/** What of some objects can be read; the others have no place of their own. */
export function toManifests(path: string, objects: object[]): FileManifest[] {
  return objects.flatMap(each => {
    const parsed = manifestSchema.safeParse(each);
    return parsed.success ? [{ path, object: parsed.data }] : [];
  });
}

/** The Kubernetes objects of files, and what could not be read. */
export function readManifests(files: RepositoryFile[]): {
  manifests: FileManifest[];
  problems: Problem[];
} {
  const manifests: FileManifest[] = [];
  const problems: Problem[] = [];
  for (const { path, content } of files) {
    // JSON is YAML, and Argo CD applies both.
    const read = readYamlDocuments(content);
    if (!read.ok) {
      problems.push(...inFile(path, read.problems));
      continue;
    }
    for (const document of read.value) {
      const parsed = manifestSchema.safeParse(document);
      if (parsed.success) {
        manifests.push({ path, object: parsed.data });
      } else {
        const message =
          'has a document that is not a Kubernetes object with apiVersion, kind and metadata.name, or is a list';
        problems.push({ path, message, kind: 'invalid' });
      }
    }
  }
  return { manifests, problems };
}
