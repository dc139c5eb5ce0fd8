import { useTranslationRef } from '@backstage/frontend-plugin-api';
import Tooltip from '@material-ui/core/Tooltip';
import { useEffect, useState } from 'react';
import { o8TranslationRef } from '../../translation';
import { toDuration } from './toDuration';

const TICK_MS = 30_000;

const absolute = new Intl.DateTimeFormat(undefined, {
  dateStyle: 'medium',
  timeStyle: 'long',
});

/** Props of {@link Age}. */
export interface AgeProps {
  /** ISO 8601. */
  time: string;
  /** `ago` for something that happened then, `for` for what has lasted since. */
  form?: 'ago' | 'for';
}

/** How long ago something was; the time itself and its zone on hover and focus. */
export function Age(props: AgeProps) {
  const { time, form = 'ago' } = props;
  const { t } = useTranslationRef(o8TranslationRef);
  const nowMs = useNowMs();
  const timeMs = Date.parse(time);
  if (Number.isNaN(timeMs)) {
    return <>{t('age.unknown')}</>;
  }

  const duration = toDuration(nowMs - timeMs);
  let text: string;
  if (duration.unit !== 'moment') {
    const words = t(`duration.${duration.unit}`, { count: duration.count });
    text = t(`age.${form}`, { duration: words });
  } else {
    text = form === 'ago' ? t('age.justNow') : t('age.sinceNow');
  }

  return (
    <Tooltip title={absolute.format(timeMs)}>
      {/* Focusable, so that the time itself is there for the keyboard too. */}
      {/* eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <time dateTime={time} tabIndex={0}>
        {text}
      </time>
    </Tooltip>
  );
}

function useNowMs(): number {
  const [nowMs, setNowMs] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNowMs(Date.now()), TICK_MS);
    return () => clearInterval(timer);
  }, []);
  return nowMs;
}
