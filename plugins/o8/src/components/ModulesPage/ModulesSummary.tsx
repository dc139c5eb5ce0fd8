import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Text } from '@backstage/ui';
import type {
  Answer,
  ModuleSummary,
} from '@orchestr8/backstage-plugin-o8-common';
import { o8TranslationRef } from '../../translation';
import { judgeModule } from './judgeModule';

/** Props of {@link ModulesSummary}. */
export interface ModulesSummaryProps {
  answer: Answer<ModuleSummary>;
  isFiltered: boolean;
}

/** The answer of the page in one sentence; counts are those of what is shown. */
export function ModulesSummary(props: ModulesSummaryProps) {
  const { answer, isFiltered } = props;
  const { t } = useTranslationRef(o8TranslationRef);
  const { items, totalItems } = answer;
  const verdicts = items.map(judgeModule);
  const count = items.length;
  const attention = verdicts.filter(
    verdict => verdict === 'bad' || verdict === 'attention',
  ).length;
  const unknown = verdicts.filter(verdict => verdict === 'unknown').length;
  const notes = [
    unknown > 0 && t('modules.summary.unknown', { unknown: String(unknown) }),
    totalItems > count &&
      t('modules.summary.shown', {
        shown: String(count),
        total: String(totalItems),
      }),
    isFiltered && t('modules.summary.matching'),
  ].filter(Boolean);
  return (
    <Text as="p" weight="bold">
      {attention > 0
        ? t('modules.summary.attention', {
            count,
            attention: String(attention),
          })
        : t('modules.summary.well', { count })}
      {notes.length > 0 && ` (${notes.join('; ')})`}
    </Text>
  );
}
