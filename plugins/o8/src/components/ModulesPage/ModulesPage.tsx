import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, Flex, Skeleton, useBreakpoint } from '@backstage/ui';
import { useMemo, useState } from 'react';
import { useModules } from '../../modules';
import { o8TranslationRef } from '../../translation';
import { Disclosure } from '../Disclosure';
import { SourceNotice } from '../SourceNotice';
import { Banner } from './Banner';
import { LoadError, NoModules, RefreshError } from './ModulesStates';
import { ModulesFilters } from './ModulesFilters';
import { ModulesList } from './ModulesList';
import { countFilters, toModulesQuery } from './modulesSearch';
import { ModulesSummary } from './ModulesSummary';
import { ModulesTable } from './ModulesTable';
import { NameFilter } from './NameFilter';
import { toClusterTitles } from './toClusterTitles';
import { UnmatchedLine } from './UnmatchedLine';
import { useFilterOptions } from './useFilterOptions';
import { useModulesSearch } from './useModulesSearch';

const PAGE_SIZE = 100;

/** Lists the modules with their three states; filters and order are in the address. */
export function ModulesPage() {
  const { t } = useTranslationRef(o8TranslationRef);
  const [search, changeSearch] = useModulesSearch();
  const [count, setCount] = useState(PAGE_SIZE);
  const query = useMemo(() => toModulesQuery(search), [search]);
  const { value, ...state } = useModules(query, count);
  const { items = [], sources = [] } = value ?? {};
  const options = useFilterOptions({ items, sources, search });
  const clusterTitles = useMemo(() => toClusterTitles(sources), [sources]);
  const isWide = useBreakpoint().up('md');
  const filterCount = countFilters(search);

  if (!value) {
    return state.error ? (
      <LoadError
        error={state.error}
        isPending={state.isLoading}
        onRetry={state.refresh}
      />
    ) : (
      <ModulesSkeleton />
    );
  }
  const filters = (
    <ModulesFilters search={search} options={options} onChange={changeSearch} />
  );
  const view = { modules: items, clusterTitles, isCurrent: !state.error };
  return (
    <Flex direction="column" gap="3">
      <Banner />
      <ModulesSummary answer={value} isFiltered={filterCount > 0} />
      {state.error && (
        <RefreshError
          error={state.error}
          receivedAt={state.receivedAt}
          isPending={state.isLoading}
          onRetry={state.refresh}
        />
      )}
      <NameFilter
        name={search.name}
        onChange={name => changeSearch({ name }, { replace: true })}
      />
      {isWide ? (
        filters
      ) : (
        <Disclosure
          summary={
            filterCount > 0
              ? t('modules.filter.showCount', { active: String(filterCount) })
              : t('modules.filter.show')
          }
        >
          {filters}
        </Disclosure>
      )}
      {items.length === 0 && <NoModules isFiltered={filterCount > 0} />}
      {items.length > 0 &&
        (isWide ? (
          <ModulesTable
            {...view}
            isStale={state.isPrevious}
            order={search.order}
            onOrderChange={order => changeSearch({ order })}
          />
        ) : (
          <ModulesList {...view} />
        ))}
      {value.nextCursor !== undefined && (
        <Button
          variant="secondary"
          isPending={state.isPrevious}
          onPress={() => setCount(count + PAGE_SIZE)}
        >
          {t('modules.loadMore')}
        </Button>
      )}
      <div>
        <SourceNotice sources={sources} always />
        <UnmatchedLine />
      </div>
    </Flex>
  );
}

function ModulesSkeleton() {
  const { t } = useTranslationRef(o8TranslationRef);
  return (
    <Flex
      direction="column"
      gap="3"
      role="status"
      aria-label={t('modules.loading')}
    >
      <Skeleton width="40%" height={20} />
      <Skeleton width="100%" height={32} />
      <Skeleton width="100%" height={240} />
    </Flex>
  );
}
