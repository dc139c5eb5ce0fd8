import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { useEntity } from '@backstage/plugin-catalog-react';
import {
  ANNOTATION_LANDING_ZONE,
  type ModuleDetail,
} from '@orchestr8/backstage-plugin-o8-common';
import { useSources } from '../../modules';
import { o8TranslationRef } from '../../translation';
import { EmptyState } from '../FacetCard';
import { isNothingHidden } from './isNothingHidden';
import { ZoneNotice } from './ZoneNotice';

/** Props of {@link NoDeployment}. */
export interface NoDeploymentProps {
  detail: ModuleDetail;
  isCurrent: boolean;
}

/** Says that nothing is deployed, but only if that is certain. */
export function NoDeployment(props: NoDeploymentProps) {
  const { detail, isCurrent } = props;
  const { t } = useTranslationRef(o8TranslationRef);
  const { entity } = useEntity();
  const sources = useSources();
  const zone = entity.metadata.annotations?.[ANNOTATION_LANDING_ZONE];
  const isCertain =
    isCurrent &&
    detail.facets.sync.state.headline.code === 'notDeployed' &&
    sources.isCurrent &&
    isNothingHidden(sources.value?.items ?? []);
  if (detail.facets.sync.state.headline.code === 'notConfirmed') {
    return (
      <EmptyState
        title={t('card.notConfirmedTitle')}
        description={t('card.notConfirmedDescription')}
      />
    );
  }
  if (!isCertain) {
    return (
      <EmptyState
        title={t('sync.unknownTitle')}
        description={t('sync.unknownDescription')}
      />
    );
  }
  const { module, entityRef } = detail;
  if (module === entityRef) {
    // It has no name on the clusters: only annotations of peers.
    return (
      <EmptyState
        title={t('sync.emptyTitle')}
        description={t('sync.emptyClaimed')}
      />
    );
  }
  return zone === undefined ? (
    <EmptyState
      title={t('sync.emptyTitle')}
      description={t('sync.emptyDescription', { module })}
    />
  ) : (
    <>
      <EmptyState
        title={t('sync.emptyTitle')}
        description={t('sync.emptyInZone')}
      />
      <ZoneNotice zone={zone} module={module} />
    </>
  );
}
