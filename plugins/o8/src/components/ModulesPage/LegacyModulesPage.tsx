import { Content, Header, Page } from '@backstage/core-components';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { o8TranslationRef } from '../../translation';
import { ModulesPage } from './ModulesPage';

/** The page with a header of its own, which apps of the legacy system do not bring. */
export function LegacyModulesPage() {
  const { t } = useTranslationRef(o8TranslationRef);
  return (
    <Page themeId="tool">
      <Header title={t('modules.title')} />
      <Content>
        <ModulesPage />
      </Content>
    </Page>
  );
}
