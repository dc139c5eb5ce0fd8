import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, useBreakpoint } from '@backstage/ui';
import type { Answer } from '@orchestr8/backstage-plugin-o8-common';
import { useMemo } from 'react';
import type { ListedModule } from '../../modules';
import { o8TranslationRef } from '../../translation';
import { ModulesList } from './ModulesList';
import { NoModules } from './ModulesStates';
import { ModulesTable, type ModulesTableProps } from './ModulesTable';
import { toClusterTitles } from './toClusterTitles';

/** Props of {@link ModulesView}. */
export interface ModulesViewProps
  extends Omit<ModulesTableProps, 'modules' | 'clusterTitles'> {
  answer: Answer<ListedModule>;
  isFiltered: boolean;
  onMore(): void;
}

/** The modules as a table or as cards, whichever fits, and a way to see more of them. */
export function ModulesView(props: ModulesViewProps) {
  const { answer, isFiltered, onMore, order, onOrderChange, ...view } = props;
  const { items, sources, nextCursor } = answer;
  const { t } = useTranslationRef(o8TranslationRef);
  const isWide = useBreakpoint().up('md');
  const clusterTitles = useMemo(() => toClusterTitles(sources), [sources]);
  if (items.length === 0) {
    // Whether nothing matches the new filter is not known yet.
    return view.isStale ? null : <NoModules isFiltered={isFiltered} />;
  }
  const list = { ...view, modules: items, clusterTitles };
  return (
    <>
      {isWide ? (
        <ModulesTable {...list} order={order} onOrderChange={onOrderChange} />
      ) : (
        <ModulesList {...list} />
      )}
      {nextCursor !== undefined && (
        <Button variant="secondary" isPending={view.isStale} onPress={onMore}>
          {t('modules.loadMore')}
        </Button>
      )}
    </>
  );
}
