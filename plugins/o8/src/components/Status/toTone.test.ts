import { VERDICTS } from '@orchestr8/backstage-plugin-o8-common';
import { toTone } from './toTone';

describe('toTone', () => {
  it('is that of the verdict while it is fresh', () => {
    expect(VERDICTS.map(verdict => toTone(verdict, true))).toEqual(VERDICTS);
  });

  it('keeps known problems, and knows nothing good, when it is not', () => {
    expect(VERDICTS.map(verdict => toTone(verdict, false))).toEqual([
      'bad',
      'attention',
      'unknown',
      'unknown',
      'unknown',
    ]);
  });
});
