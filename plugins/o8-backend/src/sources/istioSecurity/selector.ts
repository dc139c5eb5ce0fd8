import { z } from 'zod';

/** Which pods a policy of Istio is for. */
export const selectorSchema = z
  .object({ matchLabels: z.record(z.string(), z.unknown()).nullish() })
  .nullish();

/** Whether it is for every pod of its namespace. */
export function selectsEveryPod(
  selector: z.output<typeof selectorSchema>,
): boolean {
  return Object.keys(selector?.matchLabels ?? {}).length === 0;
}
