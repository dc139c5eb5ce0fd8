import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, Flex, Text } from '@backstage/ui';
import { o8TranslationRef } from '../../translation';

/** Props of {@link EmptyState}. */
export interface EmptyStateProps {
  title: string;
  /** What would be here, why it is not, and the one thing to do. */
  description: string;
  onRetry?(): void;
  isPending?: boolean;
}

/** Says what would be here. */
export function EmptyState(props: EmptyStateProps) {
  const { title, description, onRetry, isPending } = props;
  const { t } = useTranslationRef(o8TranslationRef);
  return (
    <Flex direction="column" gap="1" align="start">
      <Text weight="bold">{title}</Text>
      <Text color="secondary">{description}</Text>
      {onRetry && (
        <Button
          size="small"
          variant="secondary"
          onPress={onRetry}
          isPending={isPending}
        >
          {t('error.tryAgain')}
        </Button>
      )}
    </Flex>
  );
}
