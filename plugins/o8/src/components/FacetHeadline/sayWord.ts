import type {
  FacetId,
  Headline,
  Verdict,
} from '@orchestr8/backstage-plugin-o8-common';
import { sync, compliance, recovery } from '../../translation/index';
import type { Translate } from '../../translation';

const NOT_CHECKED_CODES = [
  'notRead',
  'notPlaced',
  'notDeployed',
  'notConfirmed',
];

/** A facet in one word; an unknown code falls back to the word of its verdict. */
export function sayWord(
  t: Translate,
  options: { facet: FacetId; headline: Headline; verdict: Verdict },
): string {
  const { facet, headline, verdict } = options;
  const { code } = headline;
  if (facet === 'sync' && isKey(code, sync.word)) {
    return t(`sync.word.${code}`);
  }
  if (facet === 'compliance' && isKey(code, compliance.word)) {
    return t(`compliance.word.${code}`);
  }
  if (facet === 'recovery' && isKey(code, recovery.word)) {
    return t(`recovery.word.${code}`);
  }
  return t(`verdict.${verdict}`);
}

/** Whether a headline says that there was nothing to look at. */
export function isNotChecked(headline: Headline): boolean {
  return NOT_CHECKED_CODES.includes(headline.code);
}

/** Whether a text has the key, for codes of a newer backend than this frontend. */
export function isKey<T extends object>(
  key: string,
  texts: T,
): key is keyof T & string {
  return Object.hasOwn(texts, key);
}
