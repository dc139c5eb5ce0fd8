import type { O8Api } from '@orchestr8/backstage-plugin-o8-common';
import { createAnswer, createFakeApi } from '../__testUtils__/createFakeApi';
import { createModuleSummary } from '../__testUtils__/createModuleSummary';
import { fetchModules } from './fetchModules';
import { LISTED_FIELDS } from './ListedModule';

const { signal } = new AbortController();

describe('fetchModules', () => {
  it('asks for one page where that is enough', async () => {
    const getModules = jest.fn(async () =>
      createAnswer([createModuleSummary('a')], { nextCursor: 'more' }),
    );
    const answer = await fetchModules({
      api: createFakeApi([], { getModules }),
      query: { order: 'name' },
      count: 100,
      signal,
    });
    expect(getModules).toHaveBeenCalledTimes(1);
    expect(getModules).toHaveBeenCalledWith(
      {
        order: 'name',
        limit: 100,
        cursor: undefined,
        fields: LISTED_FIELDS,
      },
      { signal },
    );
    expect(answer.nextCursor).toBe('more');
  });

  it('follows the cursor over pages, and lists nothing twice', async () => {
    const getModules = jest
      .fn()
      .mockResolvedValueOnce(
        createAnswer([createModuleSummary('a'), createModuleSummary('b')], {
          nextCursor: 'c1',
          totalItems: 3,
        }),
      )
      .mockResolvedValueOnce(
        createAnswer([createModuleSummary('b'), createModuleSummary('c')], {
          totalItems: 3,
        }),
      );
    const answer = await fetchModules({
      api: createFakeApi([], { getModules }),
      query: {},
      count: 700,
      signal,
    });
    expect(getModules.mock.calls.map(([query]) => query)).toEqual([
      { limit: 500, cursor: undefined, fields: LISTED_FIELDS },
      { limit: 200, cursor: 'c1', fields: LISTED_FIELDS },
    ]);
    expect(answer.items.map(({ title }) => title)).toEqual(['a', 'b', 'c']);
    expect(answer.nextCursor).toBeUndefined();
  });

  it('gives the same object for the same pages, and another one for others', async () => {
    const pages = [
      createAnswer([createModuleSummary('a')], { nextCursor: 'c1' }),
      createAnswer([createModuleSummary('b')]),
    ];
    const getModules: jest.MockedFunction<O8Api['getModules']> = jest.fn(
      async query => pages[query?.cursor ? 1 : 0],
    ) as never;
    const api = createFakeApi([], { getModules });
    const fetchAll = () => fetchModules({ api, query: {}, count: 700, signal });

    const first = await fetchAll();
    expect(await fetchAll()).toBe(first);
    pages[1] = createAnswer([createModuleSummary('c')]);
    const second = await fetchAll();
    expect(second.items.map(({ title }) => title)).toEqual(['a', 'c']);
    const one = await fetchModules({ api, query: {}, count: 100, signal });
    expect(one).toBe(pages[0]);
  });
});
