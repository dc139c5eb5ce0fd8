import type { z } from 'zod';
import type { roleSchema } from './rbacSchemas';

const MAX_VERBS = 12;
const ESCALATING = ['bind', 'escalate', 'impersonate'];

/** What is kept of a Role: `rbac.role`. */
export type RoleValue = {
  rules: number;
  /** In which parts of a rule there is a `*`. */
  wildcards: ('apiGroups' | 'resources' | 'verbs')[];
  /** What it allows on Secrets, sorted; those of single Secrets too. */
  secretVerbs: string[];
  /** Whether every Secret that it allows is named. */
  namesSecrets: boolean;
  /** Verbs by which somebody gets more rights than these. */
  escalation: string[];
  /** Whether a shell in a pod can be opened with it. */
  opensShells: boolean;
};

/** What the rules of a Role come to. */
export function summarizeRules(
  rules: z.output<typeof roleSchema>['rules'],
): RoleValue {
  const onSecrets = rules.filter(
    ({ apiGroups, resources }) =>
      has(apiGroups, '') && has(resources, 'secrets'),
  );
  return {
    rules: rules.length,
    wildcards: (['apiGroups', 'resources', 'verbs'] as const).filter(part =>
      // A verb or resource may end in one too: `pods/*`.
      rules.some(rule => rule[part].some(entry => entry.includes('*'))),
    ),
    secretVerbs: distinct(onSecrets.flatMap(({ verbs }) => verbs)),
    namesSecrets:
      onSecrets.length > 0 &&
      onSecrets.every(({ resourceNames }) => resourceNames.length > 0),
    escalation: distinct(
      rules
        .flatMap(({ verbs }) => verbs)
        .filter(verb => ESCALATING.includes(verb) || verb === '*'),
    ),
    opensShells: rules.some(
      ({ apiGroups, resources, verbs }) =>
        has(apiGroups, '') &&
        ['pods/exec', 'pods/attach', 'pods/*', '*/exec'].some(pod =>
          has(resources, pod),
        ) &&
        ['create', 'get'].some(verb => has(verbs, verb)),
    ),
  };
}

function has(entries: string[], wanted: string): boolean {
  return entries.includes(wanted) || entries.includes('*');
}

function distinct(verbs: string[]): string[] {
  return [...new Set(verbs)].sort().slice(0, MAX_VERBS);
}
