import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Text } from '@backstage/ui';
import type { Answer } from '@orchestr8/backstage-plugin-o8-common';
import type { ListedModule } from '../../modules';
import { o8TranslationRef, type Translate } from '../../translation';
import { toTone } from '../Status';
import { judgeModule } from './judgeModule';

/** Props of {@link ModulesSummary}. */
export interface ModulesSummaryProps {
  answer: Answer<ListedModule>;
  isFiltered: boolean;
  /** False when it could not be refreshed, or is old: then none is known to be well. */
  isCurrent: boolean;
  /** Whether it is the answer of before, while another one loads. */
  isPrevious: boolean;
}

/** The answer of the page in one sentence; counts are those of what is shown. */
export function ModulesSummary(props: ModulesSummaryProps) {
  const { answer, isFiltered, isPrevious } = props;
  const { t } = useTranslationRef(o8TranslationRef);
  const shown = answer.items.length;
  if (isPrevious) {
    return (
      <Text as="p" weight="bold" color="secondary" role="status">
        {t('modules.loading')}
      </Text>
    );
  }
  if (shown === 0) {
    return null;
  }
  const notes = [
    answer.totalItems > shown &&
      t('modules.summary.shown', {
        shown: String(shown),
        total: String(answer.totalItems),
      }),
    isFiltered && t('modules.summary.matching'),
  ].filter(Boolean);
  return (
    <Text as="p" weight="bold">
      {sayCounts(t, props)}
      {notes.length > 0 && ` (${notes.join('; ')})`}
    </Text>
  );
}

function sayCounts(t: Translate, props: ModulesSummaryProps): string {
  const { answer, isCurrent } = props;
  const count = answer.items.length;
  const isPart = answer.totalItems > count;
  const tones = answer.items.map(module =>
    toTone(judgeModule(module), isCurrent),
  );
  const attention = tones.filter(
    tone => tone === 'bad' || tone === 'attention',
  ).length;
  const unknown = tones.filter(tone => tone === 'unknown').length;
  const modules = t(isPart ? 'modules.summary.first' : 'modules.summary.all', {
    count,
  });
  if (attention > 0) {
    const sentence = t('modules.summary.attention', {
      count,
      modules,
      attention: String(attention),
    });
    return unknown > 0
      ? `${sentence}, ${t('modules.summary.moreUnknown', { count: unknown })}`
      : sentence;
  }
  if (unknown > 0) {
    return t('modules.summary.unknown', {
      count,
      modules,
      unknown: String(unknown),
    });
  }
  return t(isPart ? 'modules.summary.wellFirst' : 'modules.summary.well', {
    count,
  });
}
