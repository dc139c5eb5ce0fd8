import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { EntityInfoCard } from '@backstage/plugin-catalog-react';
import { Alert, Button, Flex, Skeleton, Text } from '@backstage/ui';
import { findErrorMessage } from '../../errors';
import { useSources } from '../../modules';
import { o8TranslationRef } from '../../translation';
import { Age } from '../Age';
import { ClusterList } from './ClusterList';
import { toClusterRows, type ClusterRow } from './toClusterRows';

/** Shows how fresh what is known of each cluster is. */
export function SourcesCard() {
  const { t } = useTranslationRef(o8TranslationRef);
  return (
    <EntityInfoCard title={t('sourcesCard.title')}>
      <SourcesCardContent />
    </EntityInfoCard>
  );
}

function SourcesCardContent() {
  const { t } = useTranslationRef(o8TranslationRef);
  const { value, checkedAt, error, isLoading, isCurrent, refresh } =
    useSources();

  if (error) {
    return (
      <Alert
        status="danger"
        icon
        title={t('sourcesCard.errorTitle')}
        description={findErrorMessage(error)}
        isPending={isLoading}
        customActions={
          <Button size="small" variant="tertiary" onPress={refresh}>
            {t('error.tryAgain')}
          </Button>
        }
      />
    );
  }
  if (!value) {
    return (
      <Flex
        direction="column"
        gap="2"
        role="status"
        aria-label={t('sourcesCard.loading')}
      >
        <Skeleton width="60%" height={20} />
        <Skeleton width="100%" height={20} />
        <Skeleton width="100%" height={20} />
      </Flex>
    );
  }
  const rows = toClusterRows(value.items);
  if (rows.length === 0) {
    return (
      <Flex direction="column" gap="1">
        <Text weight="bold">{t('sourcesCard.emptyTitle')}</Text>
        <Text color="secondary">{t('sourcesCard.emptyDescription')}</Text>
      </Flex>
    );
  }
  return (
    <Flex direction="column" gap="3">
      <Text weight="bold">
        <Sentence rows={rows} />
      </Text>
      <ClusterList rows={rows} isCurrent={isCurrent} />
      <Text variant="body-small" color="secondary">
        {t('sourcesCard.checked')} <Age time={checkedAt ?? ''} />
      </Text>
    </Flex>
  );
}

function Sentence(props: { rows: ClusterRow[] }) {
  const { t } = useTranslationRef(o8TranslationRef);
  const { rows } = props;
  const count = rows.length;
  if (rows.every(({ state }) => state === 'neverRead')) {
    return <>{t('sourcesCard.neverRead', { count })}</>;
  }
  const fresh = rows.filter(({ state }) => state === 'fresh').length;
  return <>{t('sourcesCard.answered', { count, fresh: String(fresh) })}</>;
}
