import { z } from 'zod';
import type { JsonRecord } from '../parseManifests';
import { RenderError } from '../RenderError';

const text = z.string('must be text');

const targetSchema = z.strictObject({
  group: text.optional(),
  version: text.optional(),
  kind: text.optional(),
  name: text.optional(),
  namespace: text.optional(),
});

const patchSchema = z.strictObject({
  path: text.optional(),
  patch: text.optional(),
  target: targetSchema.optional(),
});

const labelSchema = z.strictObject({
  pairs: z.record(z.string(), text),
  includeSelectors: z.boolean('must be true or false').default(false),
  includeTemplates: z.boolean('must be true or false').default(false),
});

const imageSchema = z.strictObject({
  name: text,
  newName: text.optional(),
  newTag: text.optional(),
  digest: text.optional(),
});

const kustomizationSchema = z.strictObject({
  apiVersion: z.literal('kustomize.config.k8s.io/v1beta1').optional(),
  kind: z.literal('Kustomization').optional(),
  metadata: z.unknown().optional(),
  resources: z.array(text).default([]),
  namespace: text.optional(),
  images: z.array(imageSchema).default([]),
  labels: z.array(labelSchema).default([]),
  patches: z.array(patchSchema).default([]),
});

/** A kustomization: the fields that the demo fleet knows. */
export type Kustomization = z.output<typeof kustomizationSchema>;
/** One of its patches. */
export type KustomizePatch = Kustomization['patches'][number];
/** Which objects a patch is for. */
export type PatchTarget = z.output<typeof targetSchema>;
/** One of its sets of labels. */
export type KustomizeLabels = Kustomization['labels'][number];
/** One of its images. */
export type KustomizeImage = Kustomization['images'][number];

/**
 * Reads a kustomization.
 *
 * @throws RenderError that names each field which is not supported, or wrong
 */
export function parseKustomization(
  document: JsonRecord,
  file: string,
): Kustomization {
  // Other tools write null for a list that they left empty.
  const present = Object.entries(document).filter(
    ([, value]) => value !== null,
  );
  const result = kustomizationSchema.safeParse(Object.fromEntries(present));
  if (result.success) return result.data;
  const problems = result.error.issues.flatMap(issue => {
    const at = issue.path.map((part, index) =>
      typeof part === 'number'
        ? `[${part}]`
        : `${index > 0 ? '.' : ''}${String(part)}`,
    );
    if (issue.code !== 'unrecognized_keys') {
      return [`${at.join('')} ${issue.message}`];
    }
    return issue.keys.map(key => {
      const field = at.length > 0 ? `${at.join('')}.${key}` : key;
      return `the field "${field}" is not supported by the demo fleet`;
    });
  });
  throw new RenderError(`${file}: ${problems.join('; ')}`);
}
