import type { Problem } from '@orchestr8/backstage-plugin-o8-common';
import type { ModuleContext } from '../../emitters/types';
import { findPathProblem, findStoreProblems } from './findStoreProblems';
import { storeOf } from './secretStore';

/** What the landing zone has against the secrets of a module. */
export function findZoneSecretProblems(context: ModuleContext): Problem[] {
  const { spec, zone } = context;
  const { name: module } = spec.metadata;
  const store = storeOf(context);
  const refuse = (path: string, message: string) => ({
    path,
    message,
    kind: 'refused' as const,
  });
  return [
    ...(store ? findStoreProblems(store, module, zone) : []),
    ...(spec.spec.secrets ?? []).flatMap(({ path }, index) => {
      const field = path === undefined ? 'sealed' : 'path';
      const at = `spec.secrets[${index}].${field}`;
      const mismatch = findMismatch(field, zone);
      if (mismatch) {
        return [refuse(at, mismatch)];
      }
      const message =
        store && path !== undefined && findPathProblem(store, module, path);
      return message ? [refuse(at, message)] : [];
    }),
  ];
}

/** Each operator has its own way. */
function findMismatch(
  field: 'sealed' | 'path',
  { metadata, spec: { secrets } }: ModuleContext['zone'],
): string | undefined {
  const zone = `the landing zone "${metadata.name}"`;
  if (!secrets) {
    return `${zone} has nothing that makes Secrets: it says no spec.secrets`;
  }
  if (field === 'sealed' && secrets.operator === 'external-secrets') {
    return `${zone} reads secrets from its store: say "path" instead, and put the values there`;
  }
  if (field === 'path' && secrets.operator === 'sealed-secrets') {
    return `${zone} has Sealed Secrets and no store: say "sealed: {}" instead, and "o8 seal" writes into it`;
  }
  return undefined;
}
