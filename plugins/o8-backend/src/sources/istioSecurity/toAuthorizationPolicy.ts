import { z } from 'zod';
import { selectorSchema, selectsEveryPod } from './selector';

/** What is kept of an AuthorizationPolicy: `istioSecurity.authorizationPolicy`. */
export type AuthorizationPolicyValue = {
  action: 'ALLOW' | 'DENY' | 'AUDIT' | 'CUSTOM';
  /** Whether it is for every pod of the namespace. */
  everyPod: boolean;
  rules: number;
  /** It lets nobody in: it allows without a rule, or denies by a rule without terms. */
  deniesAll: boolean;
  /** It lets anybody in: it allows by a rule that names no caller. */
  allowsAnybody: boolean;
};

const rule = z.object({
  from: z.array(z.unknown()).nullish(),
  to: z.array(z.unknown()).nullish(),
  when: z.array(z.unknown()).nullish(),
});

// Not loose: without rules it denies all, without a selector it is for every pod.
const authorizationPolicySchema = z.object({
  action: z.enum(['ALLOW', 'DENY', 'AUDIT', 'CUSTOM']).nullish(),
  selector: selectorSchema,
  targetRef: z.unknown().optional(),
  targetRefs: z.array(z.unknown()).nullish(),
  rules: z.array(rule).nullish(),
});

/** What an AuthorizationPolicy says. */
export function toAuthorizationPolicy(spec: unknown): AuthorizationPolicyValue {
  const policy = authorizationPolicySchema.parse(spec ?? {});
  const { selector, targetRef, targetRefs } = policy;
  const rules = policy.rules ?? [];
  const action = policy.action ?? 'ALLOW';
  const namesNobody = ({ from, when }: z.output<typeof rule>) =>
    !from?.length && !when?.length;
  return {
    action,
    everyPod:
      selectsEveryPod(selector) &&
      (targetRef === undefined || targetRef === null) &&
      !targetRefs?.length,
    rules: rules.length,
    deniesAll:
      (action === 'ALLOW' && rules.length === 0) ||
      (action === 'DENY' &&
        rules.some(entry => namesNobody(entry) && !entry.to?.length)),
    allowsAnybody: action === 'ALLOW' && rules.some(namesNobody),
  };
}
