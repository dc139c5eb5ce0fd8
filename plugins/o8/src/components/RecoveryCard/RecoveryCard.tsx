import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { o8TranslationRef } from '../../translation';
import { FacetCard, FacetRows, NoPlacement } from '../FacetCard';
import { toRecoveryRow } from './toRecoveryRow';

/** Shows whether the module can be brought back, and to when. */
export function RecoveryCard() {
  const { t } = useTranslationRef(o8TranslationRef);
  return (
    <FacetCard
      facet="recovery"
      renderRows={(detail, isCurrent) => {
        const { protections } = detail.facets.recovery.state;
        return protections.length === 0 ? (
          <NoPlacement facet="recovery" detail={detail} />
        ) : (
          <FacetRows
            rows={protections.map(protection =>
              toRecoveryRow(t, { protection, detail, isCurrent }),
            )}
          />
        );
      }}
    />
  );
}
