import type { ResourceDefinition } from '../../types';
import type { Catalog } from './Catalog';
import { subresourcesOf, verbsOf } from './subresources';

/** The form in which all groups come in one answer. */
export const AGGREGATED_MEDIA_TYPE =
  'application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList';

/** `/api` and `/apis` in one answer each, as kubectl asks for it. */
export function toAggregatedDiscovery(
  catalog: Catalog,
  options: {
    part: 'core' | 'rest';
    /** Groups of which nothing is known but that they are there. */
    isStale(group: string): boolean;
  },
) {
  const { part, isStale } = options;
  const isCore = part === 'core';
  return {
    kind: 'APIGroupDiscoveryList',
    apiVersion: 'apidiscovery.k8s.io/v2',
    metadata: {},
    items: catalog.groups
      .filter(group => (group.name === '') === isCore)
      .map(group => ({
        metadata: {
          ...(group.name ? { name: group.name } : {}),
          creationTimestamp: null,
        },
        versions: group.versions.map(({ version, definitions }) =>
          isStale(group.name)
            ? { version, freshness: 'Stale' }
            : {
                version,
                resources: definitions.map(toResource),
                freshness: 'Current',
              },
        ),
      })),
  };
}

function toResource(definition: ResourceDefinition) {
  const { group, version, kind, plural, singular, shortNames } = definition;
  const responseKind = { group, version, kind };
  const subresources = subresourcesOf(definition);
  return {
    resource: plural,
    responseKind,
    scope: definition.namespaced ? 'Namespaced' : 'Cluster',
    singularResource: singular,
    verbs: verbsOf(definition),
    ...(shortNames?.length ? { shortNames } : {}),
    ...(subresources.length
      ? {
          subresources: subresources.map(subresource => ({
            subresource,
            responseKind,
            verbs: ['get'],
          })),
        }
      : {}),
  };
}
