import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert, Button, Text } from '@backstage/ui';
import { makeStyles } from '@material-ui/core/styles';
import type {
  FacetId,
  ModuleDetail,
} from '@orchestr8/backstage-plugin-o8-common';
import { findErrorMessage } from '../../errors';
import { o8TranslationRef } from '../../translation';
import { Age } from '../Age';
import { SourceNotice } from '../SourceNotice';
import { Answer } from './Answer';
import { BindingNotice } from './BindingNotice';
import type { FacetCardProps } from './FacetCard';

const useStyles = makeStyles(
  {
    footer: {
      display: 'flex',
      flexDirection: 'column',
      gap: 'var(--bui-space-1)',
      marginTop: 'auto',
    },
  },
  { name: 'O8FacetContent' },
);

/** Props of {@link FacetContent}. */
export interface FacetContentProps {
  facet: FacetId;
  detail: ModuleDetail;
  /** False when it could not be refreshed, or is old: then nothing is green. */
  isCurrent: boolean;
  renderRows: FacetCardProps['renderRows'];
  /** Set when the last attempt to refresh what is shown failed. */
  failed?: {
    error: Error;
    receivedAt?: string;
    isLoading: boolean;
    onRetry(): void;
  };
}

/** What is known of a facet, with everything that limits how far it can be trusted. */
export function FacetContent(props: FacetContentProps) {
  const { facet, detail, isCurrent, renderRows, failed } = props;
  const { t } = useTranslationRef(o8TranslationRef);
  const classes = useStyles();
  const { sources, assessedAt } = detail.facets[facet];
  return (
    <>
      <Answer facet={facet} detail={detail} isCurrent={isCurrent} />
      <BindingNotice detail={detail} />
      {renderRows(detail, isCurrent)}
      <div className={classes.footer}>
        <SourceNotice sources={sources} />
        {failed && (
          <Alert
            status="warning"
            icon
            description={t('card.refreshFailed', {
              message: findErrorMessage(failed.error),
              age: <Age time={failed.receivedAt ?? ''} />,
            })}
            isPending={failed.isLoading}
            customActions={
              <Button size="small" variant="tertiary" onPress={failed.onRetry}>
                {t('error.tryAgain')}
              </Button>
            }
          />
        )}
        <Text variant="body-small" color="secondary">
          {t('card.judged', { age: <Age time={assessedAt} /> })}
        </Text>
      </div>
    </>
  );
}
