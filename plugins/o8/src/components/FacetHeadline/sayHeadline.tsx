import type {
  FacetId,
  Headline,
  Verdict,
} from '@orchestr8/backstage-plugin-o8-common';
import type { ReactNode } from 'react';
import { compliance, recovery, sync } from '../../translation/index';
import type { Translate } from '../../translation';
import { Age } from '../Age';
import { isKey } from './sayWord';

// For a number that a newer or older backend does not give.
const UNKNOWN_NUMBER = '?';

/** The answer of a facet as a sentence; an unknown code becomes the verdict's word. */
export function sayHeadline(
  t: Translate,
  options: { facet: FacetId; headline: Headline; verdict: Verdict },
): ReactNode {
  const { facet, headline, verdict } = options;
  const sentence = {
    sync: saySync,
    compliance: sayCompliance,
    recovery: sayRecovery,
  }[facet](t, headline);
  return sentence ?? t(`verdict.${verdict}`);
}

function saySync(t: Translate, { code, params }: Headline): ReactNode {
  const p = createReader(params);
  const values = {
    synced: p('synced'),
    affected: p('count'),
    total: p('total'),
    version: p('version'),
    versions: p('versions'),
  };
  if (code === 'synced' && params.version) {
    return t('sync.headline.syncedVersion', values);
  }
  return isKey(code, sync.headline) && code !== 'syncedVersion'
    ? t(`sync.headline.${code}`, values)
    : undefined;
}

function sayCompliance(t: Translate, { code, params }: Headline): ReactNode {
  const p = createReader(params);
  return isKey(code, compliance.headline)
    ? t(`compliance.headline.${code}`, {
        passed: p('passed'),
        failed: p('failed'),
        unknown: p('unknown'),
        warned: p('count'),
        total: p('total'),
      })
    : undefined;
}

function sayRecovery(t: Translate, { code, params }: Headline): ReactNode {
  const p = createReader(params);
  const values = {
    affected: p('count'),
    total: p('total'),
    age: <Age time={p('at')} />,
  };
  if (code === 'atRisk' && params.at) {
    return t('recovery.headline.atRiskAt', values);
  }
  return isKey(code, recovery.headline) && code !== 'atRiskAt'
    ? t(`recovery.headline.${code}`, values)
    : undefined;
}

function createReader(params: Headline['params']) {
  return (name: string): string => String(params[name] ?? UNKNOWN_NUMBER);
}
