import {
  countFilters,
  fromSearchParams,
  toModulesQuery,
  toSearchParams,
} from './modulesSearch';

const read = (text: string) => fromSearchParams(new URLSearchParams(text));

describe('modulesSearch', () => {
  it('survives the way through the address', () => {
    const text =
      'name=fuse&sync=bad%2Cunknown&owner=group%3Adefault%2Fguests&cluster=eu-1%2Cus-1&order=-name';
    const params = toSearchParams(read(text), new URLSearchParams());
    expect(params.toString()).toBe(text);
  });

  it('leaves out defaults, and what belongs to others', () => {
    const params = toSearchParams(read(''), new URLSearchParams('other=1'));
    expect(params.toString()).toBe('other=1');
  });

  it('ignores what cannot be meant', () => {
    const search = read('sync=green,bad&order=colour');
    expect(search.verdicts.sync).toEqual(['bad']);
    expect(search.order).toBe('trouble');
  });

  it('asks the backend for what is set only', () => {
    expect(toModulesQuery(read(''))).toEqual({ filter: {}, order: 'trouble' });
    const search = read('name=+fuse+&recovery=bad&system=s&order=sync');
    expect(toModulesQuery(search)).toEqual({
      filter: { name: ['fuse'], recovery: ['bad'], system: ['s'] },
      order: 'sync',
    });
    expect(countFilters(search)).toBe(3);
  });
});
