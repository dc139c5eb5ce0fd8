import type { ResourceRequestInfo } from '../RequestInfo';
import { StatusError } from '../StatusError';
import type { PolicyRule } from './PolicyRule';
import type { User } from './Role';

/** Refuses what none of the user's rules allows, in the words of real API servers. */
export function authorize(user: User, info: ResourceRequestInfo): void {
  if (!user.rules.some(rule => allows(rule, info))) {
    throw forbidden(user, info);
  }
}

function allows(rule: PolicyRule, info: ResourceRequestInfo): boolean {
  return (
    includes(rule.apiGroups, info.group) &&
    includes(rule.resources, resourceOf(info)) &&
    includes(rule.verbs, info.verb)
  );
}

function includes(allowed: string[], value: string): boolean {
  return allowed.includes('*') || allowed.includes(value);
}

function resourceOf(info: ResourceRequestInfo): string {
  return info.subresource ? `${info.plural}/${info.subresource}` : info.plural;
}

function forbidden(user: User, info: ResourceRequestInfo): StatusError {
  const { group, plural, name, namespace, verb } = info;
  const kind = group ? `${plural}.${group}` : plural;
  const scope = namespace
    ? `in the namespace "${namespace}"`
    : 'at the cluster scope';
  return new StatusError({
    code: 403,
    reason: 'Forbidden',
    message:
      `${kind}${name ? ` "${name}"` : ''} is forbidden: ` +
      `User "${user.name}" cannot ${verb} resource "${resourceOf(info)}" ` +
      `in API group "${group}" ${scope}`,
    details: {
      ...(name ? { name } : {}),
      ...(group ? { group } : {}),
      kind: plural,
    },
  });
}
