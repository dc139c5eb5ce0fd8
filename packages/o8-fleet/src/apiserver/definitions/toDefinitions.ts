import type { ResourceDefinition } from '../../types';
import { compareVersions } from './compareVersions';
import type { Crd } from './crdSchema';

/** The served versions of a CustomResourceDefinition, the preferred one first. */
export function toDefinitions({ spec }: Crd): ResourceDefinition[] {
  const { group, names, scope, versions } = spec;
  return versions
    .filter(({ served }) => served)
    .map(({ name }) => name)
    .sort(compareVersions)
    .map(version => ({
      group,
      version,
      kind: names.kind,
      plural: names.plural,
      singular: names.singular || names.kind.toLocaleLowerCase('en-US'),
      ...(names.shortNames?.length ? { shortNames: names.shortNames } : {}),
      namespaced: scope === 'Namespaced',
    }));
}
