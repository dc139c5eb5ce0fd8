import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { o8TranslationRef } from '../../translation';
import { EmptyState, FacetCard, FacetRows } from '../FacetCard';
import { toSyncRow } from './toSyncRow';

/** Shows what runs where, and whether it is what git says. */
export function SyncCard() {
  const { t } = useTranslationRef(o8TranslationRef);
  return (
    <FacetCard
      facet="sync"
      renderRows={(detail, isCurrent) => {
        const { deployments } = detail.facets.sync.state;
        return deployments.length === 0 ? (
          <EmptyState
            title={t('sync.emptyTitle')}
            description={t('sync.emptyDescription', { module: detail.module })}
          />
        ) : (
          <FacetRows
            rows={deployments.map(deployment =>
              toSyncRow(t, { deployment, detail, isCurrent }),
            )}
          />
        );
      }}
    />
  );
}
