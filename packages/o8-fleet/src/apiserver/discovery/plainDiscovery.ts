import { apiVersionOf } from '../store';
import type { Catalog, CatalogGroup } from './Catalog';
import { subresourcesOf, verbsOf } from './subresources';

/** `/api`. */
export function toApiVersions(catalog: Catalog, serverAddress: string) {
  const core = catalog.groups.find(group => group.name === '');
  return {
    kind: 'APIVersions',
    versions: core?.versions.map(({ version }) => version) ?? [],
    serverAddressByClientCIDRs: [{ clientCIDR: '0.0.0.0/0', serverAddress }],
  };
}

/** `/apis`. */
export function toApiGroupList(catalog: Catalog) {
  return {
    kind: 'APIGroupList',
    apiVersion: 'v1',
    groups: catalog.groups.filter(group => group.name).map(toGroup),
  };
}

/** `/apis/<group>`; undefined when there is no such group. */
export function toApiGroup(catalog: Catalog, name: string) {
  const group = catalog.groups.find(each => each.name && each.name === name);
  return group && { kind: 'APIGroup', apiVersion: 'v1', ...toGroup(group) };
}

/** `/api/<version>` and `/apis/<group>/<version>`; undefined when there is no such thing. */
export function toApiResourceList(
  catalog: Catalog,
  of: { group: string; version: string },
) {
  const found = catalog.groups
    .find(group => group.name === of.group)
    ?.versions.find(({ version }) => version === of.version);
  return (
    found && {
      kind: 'APIResourceList',
      apiVersion: 'v1',
      groupVersion: apiVersionOf(of),
      resources: found.definitions.flatMap(definition => {
        const { plural, singular, namespaced, kind, shortNames } = definition;
        return [
          {
            name: plural,
            singularName: singular,
            namespaced,
            kind,
            verbs: verbsOf(definition),
            ...(shortNames?.length ? { shortNames } : {}),
          },
          ...subresourcesOf(definition).map(subresource => ({
            name: `${plural}/${subresource}`,
            singularName: '',
            namespaced,
            kind,
            verbs: ['get'],
          })),
        ];
      }),
    }
  );
}

function toGroup(group: CatalogGroup) {
  const versions = group.versions.map(({ version }) => ({
    groupVersion: `${group.name}/${version}`,
    version,
  }));
  return { name: group.name, versions, preferredVersion: versions[0] };
}
