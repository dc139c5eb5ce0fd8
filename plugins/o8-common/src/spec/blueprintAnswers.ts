import { z } from 'zod';
import { moduleSpecSchema, type ModuleSpec } from './moduleSpec';
import { problemSchema, type Problem } from './problem';

/**
 * What to check: a module spec for a landing zone.
 *
 * @public
 */
export interface BlueprintQuery {
  /** The spec, as YAML or JSON text or as data. */
  module: string | Record<string, unknown>;
  /** The name of the landing zone. */
  landingZone: string;
}

/**
 * What is wrong with a module spec in its landing zone, all at once.
 *
 * @public
 */
export interface BlueprintValidation {
  /** Empty if nothing is. */
  problems: Problem[];
  /**
   * The spec with all that the landing zone decides; null while there are problems. It is
   * not known from it whether its name is free.
   */
  spec: ModuleSpec | null;
}

/** The schema of a {@link BlueprintQuery}. @public */
export const blueprintQuerySchema = z.strictObject({
  module: z.union([z.string(), z.record(z.string(), z.unknown())]),
  landingZone: z.string(),
});

/** The schema of a {@link BlueprintValidation}. @public */
export const blueprintValidationSchema: z.ZodType<BlueprintValidation> =
  z.object({
    problems: z.array(problemSchema),
    spec: moduleSpecSchema.nullable(),
  });
