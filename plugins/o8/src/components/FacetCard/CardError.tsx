import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert, Button } from '@backstage/ui';
import { findErrorMessage } from '../../errors';
import { o8TranslationRef } from '../../translation';

/** Props of {@link CardError}. */
export interface CardErrorProps {
  error: Error;
  isPending: boolean;
  onRetry(): void;
}

/** What failed where nothing is known yet, what still works, and another try. */
export function CardError(props: CardErrorProps) {
  const { error, isPending, onRetry } = props;
  const { t } = useTranslationRef(o8TranslationRef);
  return (
    <Alert
      status="danger"
      icon
      title={t('card.errorTitle')}
      description={t('card.errorDescription', {
        message: findErrorMessage(error),
      })}
      isPending={isPending}
      customActions={
        <Button size="small" variant="tertiary" onPress={onRetry}>
          {t('error.tryAgain')}
        </Button>
      }
    />
  );
}
