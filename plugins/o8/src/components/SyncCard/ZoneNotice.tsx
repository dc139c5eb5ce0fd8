import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert, Link } from '@backstage/ui';
import useAsync from 'react-use/esm/useAsync';
import { o8ApiRef } from '../../api';
import { o8TranslationRef } from '../../translation';

/** Props of {@link ZoneNotice}. */
export interface ZoneNoticeProps {
  zone: string;
  module: string;
}

/**
 * Says why a module that was created in a landing zone may not be deployed, and where to
 * look: git is not asked. Nothing while the landing zone is not known: the caller may not
 * use it, or it is gone.
 */
export function ZoneNotice(props: ZoneNoticeProps) {
  const { zone, module } = props;
  const { t } = useTranslationRef(o8TranslationRef);
  const api = useApi(o8ApiRef);
  const { value } = useAsync(() => api.getLandingZone(zone), [api, zone]);
  if (!value) {
    return null;
  }
  const { title, review, platformUrl } = value;
  return (
    <Alert
      status="info"
      icon
      description={
        review === 'required'
          ? t('sync.zone.waiting', { module })
          : t('sync.zone.noApplication', { title })
      }
      customActions={
        <Link href={platformUrl} target="_blank" rel="noopener noreferrer">
          {t('sync.zone.link')}
        </Link>
      }
    />
  );
}
