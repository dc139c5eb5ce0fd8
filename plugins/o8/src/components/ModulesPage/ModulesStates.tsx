import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert, Button, Flex, Text } from '@backstage/ui';
import { findErrorMessage } from '../../errors';
import { o8TranslationRef } from '../../translation';
import { Age } from '../Age';

/** Props of {@link LoadError}. */
export interface LoadErrorProps {
  error: Error;
  isPending: boolean;
  onRetry(): void;
}

/** Nothing could be loaded yet. */
export function LoadError(props: LoadErrorProps) {
  const { error, isPending, onRetry } = props;
  const { t } = useTranslationRef(o8TranslationRef);
  return (
    <Alert
      status="danger"
      icon
      title={t('modules.errorTitle')}
      description={t('modules.errorDescription', {
        message: findErrorMessage(error),
      })}
      isPending={isPending}
      customActions={<RetryButton onRetry={onRetry} />}
    />
  );
}

/** The list stays, but it could not be refreshed. */
export function RefreshError(props: LoadErrorProps & { receivedAt?: string }) {
  const { error, receivedAt, isPending, onRetry } = props;
  const { t } = useTranslationRef(o8TranslationRef);
  return (
    <Alert
      status="warning"
      icon
      description={t('modules.refreshFailed', {
        message: findErrorMessage(error),
        age: <Age time={receivedAt ?? ''} />,
      })}
      isPending={isPending}
      customActions={<RetryButton onRetry={onRetry} />}
    />
  );
}

/** There is nothing to list. */
export function NoModules(props: { isFiltered: boolean }) {
  const { t } = useTranslationRef(o8TranslationRef);
  const { isFiltered } = props;
  return (
    <Flex direction="column" gap="1">
      <Text weight="bold">
        {t(isFiltered ? 'modules.noMatchTitle' : 'modules.emptyTitle')}
      </Text>
      <Text color="secondary">
        {t(
          isFiltered
            ? 'modules.noMatchDescription'
            : 'modules.emptyDescription',
        )}
      </Text>
    </Flex>
  );
}

function RetryButton(props: { onRetry(): void }) {
  const { t } = useTranslationRef(o8TranslationRef);
  return (
    <Button size="small" variant="tertiary" onPress={props.onRetry}>
      {t('error.tryAgain')}
    </Button>
  );
}
