import { z } from 'zod';

/**
 * A landing zone as those see it who may use it: no more than a form needs.
 *
 * @public
 */
export interface LandingZoneSummary {
  name: string;
  title: string;
  description: string | null;
  /** `none`: what a form creates is deployed at once. */
  review: 'required' | 'none';
  /** The platform repository, where people look at it. */
  platformUrl: string;
  clusters: {
    name: string;
    title: string;
    environment: string;
    region: string | null;
    /** Whether modules that name no placement come here. */
    default: boolean;
  }[];
}

/** The schema of a {@link LandingZoneSummary}. @public */
export const landingZoneSummarySchema: z.ZodType<LandingZoneSummary> = z.object(
  {
    name: z.string(),
    title: z.string(),
    description: z.string().nullable(),
    review: z.enum(['required', 'none']),
    platformUrl: z.string(),
    clusters: z.array(
      z.object({
        name: z.string(),
        title: z.string(),
        environment: z.string(),
        region: z.string().nullable(),
        default: z.boolean(),
      }),
    ),
  },
);

/**
 * What a name is in a landing zone. `free`: nothing has it. `resumable`: an earlier
 * attempt of the same zone and owner has left it, or an empty repository is there, and
 * creating it again goes on there. `complete`: the same zone and owner have all of it, and
 * creating it again changes nothing. `taken`: it belongs to something else, or to an owner
 * who has to be chosen first. `invalid`: no module may be called so. `unknown`: something
 * that could tell was not reached.
 *
 * @public
 */
export const NAME_STATES = [
  'free',
  'resumable',
  'complete',
  'taken',
  'invalid',
  'unknown',
] as const;

/**
 * Whether a name is free in a landing zone, and if not, why.
 *
 * @public
 */
export interface ModuleNameAnswer {
  name: string;
  state: (typeof NAME_STATES)[number];
  /** What to tell people, as a sentence; null for a free name. */
  message: string | null;
  /** What is wrong with the owner that was asked for, as a sentence; null if nothing. */
  ownerMessage: string | null;
}

/** The schema of a {@link ModuleNameAnswer}. @public */
export const moduleNameAnswerSchema: z.ZodType<ModuleNameAnswer> = z.object({
  name: z.string(),
  state: z.enum(NAME_STATES),
  message: z.string().nullable(),
  ownerMessage: z.string().nullable(),
});
