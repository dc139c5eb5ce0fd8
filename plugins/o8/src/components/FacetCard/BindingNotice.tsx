import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { useEntity } from '@backstage/plugin-catalog-react';
import { Alert } from '@backstage/ui';
import type { ModuleDetail } from '@orchestr8/backstage-plugin-o8-common';
import { o8TranslationRef } from '../../translation';
import { isAwaited } from './isAwaited';

/** Says so if it is not certain whose module this is. */
export function BindingNotice(props: { detail: ModuleDetail }) {
  const { binding, module, claimedBy, entityRef } = props.detail;
  const { t } = useTranslationRef(o8TranslationRef);
  const { entity } = useEntity();
  if (
    binding === 'confirmed' ||
    (binding === 'unbound' && isAwaited(entity, props.detail))
  ) {
    return null;
  }
  const others = claimedBy.filter(ref => ref !== entityRef).join(', ');
  return (
    <Alert
      status="warning"
      icon
      description={
        binding === 'unbound'
          ? t('card.unbound', { module })
          : t('card.conflict', { module, others })
      }
    />
  );
}
