import { mockApis } from '@backstage/frontend-test-utils';
import { o8TranslationRef } from '../../translation';
import { sayHeadline } from './sayHeadline';
import { sayWord } from './sayWord';

const snapshot = mockApis.translation().getTranslation(o8TranslationRef);

describe('a sync that is bad', () => {
  it.each([
    ['degraded', 'Degraded', 'Degraded in 1 of 2'],
    ['notCompared', 'Cannot be compared', 'Cannot be compared in 1 of 2'],
    ['syncFailed', 'Sync failed', 'Sync failed in 1 of 2'],
    // Of a newer backend.
    ['splendid', 'Failed', 'Failed'],
  ])('as %s is "%s", "%s"', (code, word, sentence) => {
    if (!snapshot.ready) {
      throw new Error('no texts');
    }
    const options = {
      facet: 'sync',
      verdict: 'bad',
      headline: { code, params: { count: 1, total: 2 } },
    } as const;
    expect(sayWord(snapshot.t, options)).toBe(word);
    expect(sayHeadline(snapshot.t, options)).toBe(sentence);
  });
});
