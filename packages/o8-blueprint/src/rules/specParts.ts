import {
  moduleSpecSchema,
  type ModuleSpec,
  type Problem,
} from '@orchestr8/backstage-plugin-o8-common';
import { z } from 'zod';

type Spec = ModuleSpec['spec'];

/**
 * The parts of a spec that are well by themselves. What is missing here was not well, or
 * was not there: a problem in one field does not hide those of the others.
 */
export interface SpecParts {
  name?: string;
  /** All but the workload. */
  fields: Partial<Omit<Spec, 'workload'>>;
  workload: Partial<Spec['workload']>;
}

/** What some fields of a spec say together. */
export type SpecRule = (parts: SpecParts) => Problem[];

const documentSchema = z.looseObject({
  metadata: z.looseObject({ name: z.unknown() }).optional().catch(undefined),
  spec: z.looseObject({
    workload: z.looseObject({}).optional().catch(undefined),
  }),
});

/** The parts of anything that could be a spec; undefined where it has none. */
export function readSpecParts(input: unknown): SpecParts | undefined {
  const document = documentSchema.safeParse(input);
  if (!document.success) {
    return undefined;
  }
  const { metadata, spec } = document.data;
  const { workload, ...fields } = moduleSpecSchema.shape.spec.shape;
  const name = moduleSpecSchema.shape.metadata.shape.name.safeParse(
    metadata?.name,
  );
  return {
    name: name.data,
    fields: readFields(fields, spec),
    workload: spec.workload ? readFields(workload.shape, spec.workload) : {},
  };
}

function readFields<Shape extends Record<string, z.ZodType>>(
  shape: Shape,
  input: Record<string, unknown>,
): Partial<z.output<z.ZodObject<Shape>>> {
  const read = Object.entries(shape).flatMap(([field, schema]) => {
    const parsed = schema.safeParse(input[field]);
    return parsed.success && parsed.data !== undefined
      ? [[field, parsed.data]]
      : [];
  });
  // Each value was read by the schema of its own field.
  return Object.fromEntries(read) as Partial<z.output<z.ZodObject<Shape>>>;
}
