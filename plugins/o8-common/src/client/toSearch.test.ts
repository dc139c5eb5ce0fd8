import type { ModulesQuery } from './O8Api';
import { toSearch } from './toSearch';

describe('toSearch', () => {
  it.each<[ModulesQuery, string]>([
    [{}, ''],
    [{ filter: {} }, ''],
    [{ filter: { owner: [] } }, ''],
    [{ fields: [], order: undefined }, ''],
    [
      { filter: { sync: ['bad', 'unknown'], owner: ['a&b=c'] } },
      '?filter=sync%3Dbad%2Cunknown&filter=owner%3Da%26b%3Dc',
    ],
    [
      { filter: { name: ['a,b\\c', 'd'] } },
      '?filter=name%3Da%5C%2Cb%5C%5Cc%2Cd',
    ],
    [{ filter: { name: ['a,b', 'c\\'] } }, '?filter=name%3Da%5C%2Cb%2Cc%5C%5C'],
    [{ fields: ['key', 'title'], limit: 0 }, '?fields=key%2Ctitle&limit=0'],
    [{ cursor: 'x+y' }, '?cursor=x%2By'],
  ])('makes of %j the text %j', (query, search) => {
    expect(toSearch(query)).toBe(search);
  });
});
