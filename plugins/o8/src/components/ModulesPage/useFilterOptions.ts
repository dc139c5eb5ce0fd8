import { useApi } from '@backstage/frontend-plugin-api';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import {
  ANNOTATION_MODULE,
  type SourceStatus,
} from '@orchestr8/backstage-plugin-o8-common';
import { useMemo } from 'react';
import useAsync from 'react-use/esm/useAsync';
import type { ListedModule } from '../../modules';
import type { ModulesSearch } from './modulesSearch';

const OWNERS = 'relations.ownedBy';
const SYSTEMS = 'relations.partOf';

/** What can be chosen. */
export interface FilterOptions {
  owner: string[];
  system: string[];
  cluster: { name: string; title: string }[];
}

/** Options of {@link useFilterOptions}. */
export interface UseFilterOptionsOptions {
  items: ListedModule[];
  sources: SourceStatus[];
  search: ModulesSearch;
}

/**
 * Owners and systems of all modules, by the catalog; a list that is filtered or not
 * loaded to its end does not know them all. Without the catalog's answer they are
 * those of the list.
 */
export function useFilterOptions(
  options: UseFilterOptionsOptions,
): FilterOptions {
  const { items, sources, search } = options;
  const catalogApi = useApi(catalogApiRef);
  const { value: facets } = useAsync(async () => {
    const answer = await catalogApi.getEntityFacets({
      facets: [OWNERS, SYSTEMS],
      query: {
        [`metadata.annotations.${ANNOTATION_MODULE}`]: { $exists: true },
      },
    });
    return answer.facets;
  }, [catalogApi]);

  return useMemo(() => {
    const read = (facet: string) =>
      facets?.[facet]?.map(({ value }) => value) ?? [];
    return {
      owner: union(
        read(OWNERS),
        items.flatMap(({ owner }) => owner ?? []),
        search.owner,
      ),
      system: union(
        // A component can be a part of another component too.
        read(SYSTEMS).filter(ref => ref.startsWith('system:')),
        items.flatMap(({ system }) => system ?? []),
        search.system,
      ),
      cluster: toClusters(sources, search.cluster),
    };
  }, [facets, items, sources, search.owner, search.system, search.cluster]);
}

function union(...lists: string[][]): string[] {
  return [...new Set(lists.flat())].sort((a, b) => a.localeCompare(b));
}

function toClusters(
  sources: SourceStatus[],
  chosen: string[],
): FilterOptions['cluster'] {
  const titles = new Map(chosen.map(name => [name, name]));
  sources.forEach(source => titles.set(source.cluster, source.clusterTitle));
  return [...titles].map(([name, title]) => ({ name, title }));
}
