import { z } from 'zod';

/**
 * How well something is, worst first. Pages show them as the five tones.
 *
 * @remarks
 * `bad`: a known failure. `attention`: a known problem that is not a failure yet.
 * `unknown`: not checked, not fresh or not readable. `busy`: on its way. `good`:
 * proven by fresh evidence. A known problem outranks an unknown, so that nothing
 * hides it; an unknown outranks what is well, so that green needs proof.
 *
 * @public
 */
export const VERDICTS = [
  'bad',
  'attention',
  'unknown',
  'busy',
  'good',
] as const;

/**
 * One of {@link VERDICTS}.
 *
 * @public
 */
export type Verdict = (typeof VERDICTS)[number];

/** The schema of {@link Verdict}. */
export const verdictSchema: z.ZodType<Verdict> = z.enum(VERDICTS);

/**
 * The worst of several verdicts. Of none it is `unknown`: an empty population is
 * not a pass.
 *
 * @public
 */
export function worstVerdict(verdicts: Iterable<Verdict>): Verdict {
  const found = new Set(verdicts);
  return VERDICTS.find(verdict => found.has(verdict)) ?? 'unknown';
}
