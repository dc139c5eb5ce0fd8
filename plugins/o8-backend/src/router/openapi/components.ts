import {
  blueprintQuerySchema,
  blueprintValidationSchema,
  fleetRowSchema,
  historyEntrySchema,
  landingZoneSummarySchema,
  moduleDetailSchema,
  moduleNameAnswerSchema,
  moduleSummarySchema,
  problemSchema,
  sourceStatusSchema,
  unmatchedObjectSchema,
} from '@orchestr8/backstage-plugin-o8-common';
import { z } from 'zod';

/** The form of every error, as Backstage's error handler writes it. */
export const errorSchema = z
  .looseObject({
    error: z.looseObject({
      name: z.string().meta({ description: 'Such as `NotFoundError`' }),
      message: z.string().meta({ description: 'A sentence for people' }),
    }),
    request: z.looseObject({ method: z.string(), url: z.string() }).optional(),
    response: z.looseObject({ statusCode: z.int() }),
  })
  .meta({ description: 'What was wrong' });

/** The parts of answers that have names of their own in the description. */
export const components: Record<string, z.ZodType> = {
  BlueprintQuery: blueprintQuerySchema,
  BlueprintValidation: blueprintValidationSchema,
  Error: errorSchema,
  FleetRow: fleetRowSchema,
  HistoryEntry: historyEntrySchema,
  LandingZoneSummary: landingZoneSummarySchema,
  ModuleDetail: moduleDetailSchema,
  ModuleNameAnswer: moduleNameAnswerSchema,
  ModuleSummary: moduleSummarySchema,
  Problem: problemSchema,
  SourceStatus: sourceStatusSchema,
  UnmatchedObject: unmatchedObjectSchema,
};
