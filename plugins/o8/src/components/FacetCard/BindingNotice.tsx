import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { useEntity } from '@backstage/plugin-catalog-react';
import { Alert } from '@backstage/ui';
import type { ModuleDetail } from '@orchestr8/backstage-plugin-o8-common';
import { o8TranslationRef, type Translate } from '../../translation';
import { BindingObjects } from './BindingObjects';
import { isAwaited } from './isAwaited';

/** Says so if it is not certain whose this is, and which objects that is about. */
export function BindingNotice(props: { detail: ModuleDetail }) {
  const { detail } = props;
  const { t } = useTranslationRef(o8TranslationRef);
  const { entity } = useEntity();
  const isExpected =
    detail.binding === 'confirmed' ||
    (detail.binding === 'unbound' && isAwaited(entity, detail));
  return (
    <>
      {!isExpected && (
        <Alert status="warning" icon description={sayBinding(t, detail)} />
      )}
      <BindingObjects detail={detail} />
    </>
  );
}

function sayBinding(t: Translate, detail: ModuleDetail): string {
  const { binding, module, claimedBy, entityRef } = detail;
  // What has no name on the clusters is called by its own ref.
  const isNamed = module !== entityRef;
  if (binding === 'claimed') {
    return t('card.claimed');
  }
  if (binding === 'unbound') {
    return isNamed ? t('card.unbound', { module }) : t('card.claimedNothing');
  }
  const others = claimedBy.filter(ref => ref !== entityRef).join(', ');
  return others
    ? t('card.conflict', { module, others })
    : t('card.claimConflict');
}
