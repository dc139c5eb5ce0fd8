import { builtInSources } from '../sources';
import { assessors } from './index';
import { listJudged } from './judged';

describe('listJudged', () => {
  it('lists what assessors need, and where it comes from', () => {
    const judged = listJudged([
      { needs: ['a.one', 'b.two'] },
      { needs: ['b.two', 'b.three'] },
    ]);
    expect([...judged.types]).toEqual(['a.one', 'b.two', 'b.three']);
    expect([...judged.sources]).toEqual(['a', 'b']);
  });

  it('names sources that there are', () => {
    const ids = builtInSources.map(({ id }) => id);
    const { sources } = listJudged(assessors);
    expect([...sources].filter(id => !ids.includes(id))).toEqual([]);
    // Otherwise there would be nothing to leave out.
    expect(sources.size).toBeLessThan(ids.length / 2);
  });
});
