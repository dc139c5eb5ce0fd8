import { z } from 'zod';
import { cutMessage } from './cutMessage';
import { looseList, looseName, looseText } from './loose';

const MAX_CONDITIONS = 12;

/** What a controller says about an object, without when it said so. */
export type Condition = {
  /** `True`, `False` or `Unknown`. */
  status: string;
  reason: string | null;
  message: string | null;
};

/** What it says, by what it is about: `Ready`, `Accepted`, `Programmed`. */
export type Conditions = { [type: string]: Condition };

/** The list `status.conditions`, as nearly every kind has it. */
export const conditionsSchema = looseList(
  z.object({
    type: z.string().max(316),
    // Absent or of a wrong type is not known; it must not pass for either answer.
    status: z.enum(['True', 'False', 'Unknown']).catch('Unknown'),
    reason: looseName,
    message: looseText,
  }),
);

/**
 * The conditions by their types: a controller may list them in any order. Of two of one
 * type the last counts, as for Kubernetes itself.
 */
export function toConditions(
  conditions: z.output<typeof conditionsSchema>,
): Conditions {
  return Object.fromEntries(
    conditions
      .slice(0, MAX_CONDITIONS)
      .map(({ type, status, reason, message }) => [
        type,
        { status, reason: reason || null, message: cutMessage(message) },
      ]),
  );
}
