import { useRouteRef } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { EntityInfoCard } from '@backstage/plugin-catalog-react';
import { Link } from '@backstage/ui';
import { makeStyles } from '@material-ui/core/styles';
import type {
  FacetId,
  ModuleDetail,
} from '@orchestr8/backstage-plugin-o8-common';
import type { ReactNode } from 'react';
import { isNotFound } from '../../errors';
import { useModule } from '../../modules';
import { modulesRouteRef } from '../../routes';
import { o8TranslationRef } from '../../translation';
import { CardError } from './CardError';
import { CardSkeleton } from './CardSkeleton';
import { EmptyState } from './EmptyState';
import { FacetContent } from './FacetContent';

const useStyles = makeStyles(
  {
    // One height class for the three siblings, so that the page is calm.
    body: {
      display: 'flex',
      flexDirection: 'column',
      gap: 'var(--bui-space-2)',
      minHeight: '11rem',
      fontSize: 'var(--bui-font-size-3)',
      lineHeight: 1.5,
    },
  },
  { name: 'O8FacetCard' },
);

/** Props of {@link FacetCard}. */
export interface FacetCardProps {
  facet: FacetId;
  /**
   * Renders what stands between the answer and the footer. Not current: it could
   * not be refreshed, or is old, so nothing may be shown as well.
   */
  renderRows(detail: ModuleDetail, isCurrent: boolean): ReactNode;
}

/** A facet of the entity's module: the answer, its rows, and how true it is. */
export function FacetCard(props: FacetCardProps) {
  const { facet } = props;
  const { t } = useTranslationRef(o8TranslationRef);
  const classes = useStyles();
  const modulesPath = useRouteRef(modulesRouteRef)?.();
  return (
    <EntityInfoCard
      title={t(`${facet}.title`)}
      footerActions={
        modulesPath && (
          <Link href={modulesPath} variant="body-small">
            {t('card.allModules')}
          </Link>
        )
      }
    >
      <div className={classes.body}>
        <FacetCardBody {...props} />
      </div>
    </EntityInfoCard>
  );
}

function FacetCardBody(props: FacetCardProps) {
  const { facet, renderRows } = props;
  const { t } = useTranslationRef(o8TranslationRef);
  const { value, receivedAt, error, isLoading, isCurrent, refresh } =
    useModule();
  // A module that is gone, or hidden by now, is not one that could not be refreshed.
  const isGone = error !== undefined && isNotFound(error);
  if (value && !isGone) {
    return (
      <FacetContent
        facet={facet}
        detail={value}
        isCurrent={isCurrent}
        renderRows={renderRows}
        failed={error && { error, receivedAt, isLoading, onRetry: refresh }}
      />
    );
  }
  if (!error) {
    return (
      <CardSkeleton label={t('card.loading', { title: t(`${facet}.title`) })} />
    );
  }
  return isGone ? (
    <EmptyState
      title={t('card.notKnownTitle')}
      description={t('card.notKnownDescription')}
      onRetry={refresh}
      isPending={isLoading}
    />
  ) : (
    <CardError error={error} isPending={isLoading} onRetry={refresh} />
  );
}
