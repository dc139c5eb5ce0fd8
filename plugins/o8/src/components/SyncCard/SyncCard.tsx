import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { o8TranslationRef } from '../../translation';
import { FacetCard, FacetRows } from '../FacetCard';
import { NoDeployment } from './NoDeployment';
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
          <NoDeployment detail={detail} isCurrent={isCurrent} />
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
