import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Flex, Skeleton, useBreakpoint } from '@backstage/ui';
import { useMemo, useState } from 'react';
import { useModules, type ModulesState } from '../../modules';
import { o8TranslationRef } from '../../translation';
import { Disclosure } from '../Disclosure';
import { SourceNotice } from '../SourceNotice';
import { Banner } from './Banner';
import { LoadError, RefreshError } from './ModulesStates';
import { ModulesFilters } from './ModulesFilters';
import { countFilters, toModulesQuery } from './modulesSearch';
import { ModulesSummary } from './ModulesSummary';
import { ModulesView } from './ModulesView';
import { NameFilter } from './NameFilter';
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
  const modules = useModules(query, count);
  const { value, isCurrent, ...state } = modules;
  const { items = [], sources = [] } = value ?? {};
  const options = useFilterOptions({ items, sources, search });
  const isWide = useBreakpoint().up('md');
  const filterCount = countFilters(search);

  if (!value && !state.error) {
    return <ModulesSkeleton />;
  }
  const filters = (
    <ModulesFilters search={search} options={options} onChange={changeSearch} />
  );
  return (
    <Flex direction="column" gap="3">
      <Banner />
      <ModulesAnswer state={modules} isFiltered={filterCount > 0} />
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
      {value && (
        <ModulesView
          answer={value}
          isCurrent={isCurrent}
          isStale={state.isPrevious}
          isFiltered={filterCount > 0}
          order={search.order}
          onOrderChange={order => changeSearch({ order })}
          onMore={() => setCount(count + PAGE_SIZE)}
        />
      )}
      <div>
        {value && (
          <SourceNotice sources={sources} always isCurrent={isCurrent} />
        )}
        <UnmatchedLine />
      </div>
    </Flex>
  );
}

/** The answer in one sentence, and why it may not be the whole truth. */
function ModulesAnswer(props: { state: ModulesState; isFiltered: boolean }) {
  const { state, isFiltered } = props;
  const { value, error, receivedAt, isLoading, refresh } = state;
  const failure = error && { error, isPending: isLoading, onRetry: refresh };
  return (
    <>
      {value && (
        <ModulesSummary
          answer={value}
          isFiltered={isFiltered}
          isCurrent={state.isCurrent}
          isPrevious={state.isPrevious}
        />
      )}
      {failure &&
        (value ? (
          <RefreshError {...failure} receivedAt={receivedAt} />
        ) : (
          <LoadError {...failure} />
        ))}
    </>
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
