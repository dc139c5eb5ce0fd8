import { z } from 'zod';
import type { ApplicationSource } from '../../types';
import { RenderError } from '../RenderError';

const FIELDS = new Set(['repoURL', 'targetRevision', 'chart', 'helm']);

const helmSchema = z.strictObject({
  releaseName: z.string().optional(),
  valueFiles: z.array(z.string()).default([]),
  ignoreMissingValueFiles: z.boolean().default(false),
  values: z.string().optional(),
  valuesObject: z.record(z.string(), z.unknown()).optional(),
  // Stand-ins have neither definitions nor tests, and ask no cluster.
  skipCrds: z.boolean().optional(),
  skipTests: z.boolean().optional(),
});

/** How a chart is to be installed. */
export type HelmOptions = z.output<typeof helmSchema>;

/**
 * The options of a chart source.
 *
 * @throws RenderError that names each field which is not supported, or wrong
 */
export function parseHelm(source: ApplicationSource): HelmOptions {
  const unknown = Object.keys(source).find(
    field => !FIELDS.has(field) && source[field] !== undefined,
  );
  if (unknown) {
    throw new RenderError(
      `the field "${unknown}" of a chart source is not supported by the demo fleet`,
    );
  }
  const result = helmSchema.safeParse(source.helm ?? {});
  if (result.success) return result.data;
  const problems = result.error.issues.flatMap(issue =>
    issue.code === 'unrecognized_keys'
      ? issue.keys.map(
          key => `the field "helm.${key}" is not supported by the demo fleet`,
        )
      : [`helm.${issue.path.join('.')} is wrong: ${issue.message}`],
  );
  throw new RenderError(problems.join('; '));
}
