import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { useEntity } from '@backstage/plugin-catalog-react';
import { Text } from '@backstage/ui';
import type { ModuleDetail } from '@orchestr8/backstage-plugin-o8-common';
import { o8TranslationRef } from '../../translation';
import { EmptyState } from './EmptyState';
import { isAwaited } from './isAwaited';

/** Props of {@link NoPlacement}. */
export interface NoPlacementProps {
  facet: 'compliance' | 'recovery';
  detail: ModuleDetail;
}

/** Why there is nothing to judge, and what to do if anything can be done. */
export function NoPlacement(props: NoPlacementProps) {
  const { facet, detail } = props;
  const { t } = useTranslationRef(o8TranslationRef);
  const { entity } = useEntity();
  const { code } = detail.facets[facet].state.headline;
  if (code === 'notConfirmed') {
    return (
      <EmptyState
        title={t('card.notConfirmedTitle')}
        description={t('card.notConfirmedDescription')}
      />
    );
  }
  // Only `notPlaced` means that every cluster was read.
  const isNowhere = code === 'notPlaced' && isAwaited(entity, detail);
  return isNowhere ? (
    <Text color="secondary">{t('card.beforeDeployed')}</Text>
  ) : (
    <EmptyState
      title={t(`${facet}.emptyTitle`)}
      description={t(`${facet}.emptyDescription`, { module: detail.module })}
    />
  );
}
