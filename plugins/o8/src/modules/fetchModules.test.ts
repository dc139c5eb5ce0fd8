import { createAnswer, createFakeApi } from '../__testUtils__/createFakeApi';
import { createModuleSummary } from '../__testUtils__/createModuleSummary';
import { fetchModules } from './fetchModules';

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
      { order: 'name', limit: 100, cursor: undefined },
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
      { limit: 500, cursor: undefined },
      { limit: 200, cursor: 'c1' },
    ]);
    expect(answer.items.map(({ title }) => title)).toEqual(['a', 'b', 'c']);
    expect(answer.nextCursor).toBeUndefined();
  });
});
