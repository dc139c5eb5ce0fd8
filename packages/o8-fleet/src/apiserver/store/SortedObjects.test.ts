import { createObject } from '../../__testUtils__';
import { objectKey, SortedObjects } from './SortedObjects';

const create = (path: string) => createObject('v1', 'Pod', path);
const namesOf = (objects: readonly ReturnType<typeof create>[]) =>
  objects.map(({ metadata }) => `${metadata.namespace ?? ''}/${metadata.name}`);

describe('SortedObjects', () => {
  it('stays in order whatever comes and goes', () => {
    const sorted = new SortedObjects();
    const expected = new Map<string, string>();
    // A walk over all residues: every object comes and goes several times.
    for (let step = 0; step < 500; step++) {
      const index = (step * 37) % 101;
      const path = `ns-${index % 7}/p-${String(index).padStart(3, '0')}`;
      const key = objectKey(`ns-${index % 7}`, path.split('/')[1]);
      if (expected.has(key) && step % 3 === 0) {
        sorted.delete(key);
        expected.delete(key);
      } else {
        sorted.set(create(path));
        expected.set(key, path);
      }
    }
    expect(namesOf(sorted.all())).toEqual([...expected.values()].sort());
    expect(sorted.size).toBe(expected.size);
    for (const [key, path] of expected) {
      expect(namesOf([sorted.get(key)!])).toEqual([path]);
    }
  });

  it('finds ranges, also behind keys that are gone', () => {
    const sorted = new SortedObjects(['a/1', 'a/2', 'a/3', 'b/1'].map(create));
    const range = (namespace?: string, after?: string) =>
      namesOf(
        sorted.range({
          namespace,
          afterKey:
            after && objectKey(...(after.split('/') as [string, string])),
        }),
      );
    expect(range()).toEqual(['a/1', 'a/2', 'a/3', 'b/1']);
    expect(range('a')).toEqual(['a/1', 'a/2', 'a/3']);
    expect(range(undefined, 'a/2')).toEqual(['a/3', 'b/1']);
    expect(range('a', 'a/2')).toEqual(['a/3']);
    sorted.delete(objectKey('a', '2'));
    expect(range('a', 'a/2')).toEqual(['a/3']);
    expect(range('b', 'a/2')).toEqual(['b/1']);
    expect(range('a', 'b/1')).toEqual([]);
    expect(range('c')).toEqual([]);
  });

  it('orders what has no namespace by name', () => {
    const sorted = new SortedObjects(['z', 'a'].map(create));
    expect(namesOf(sorted.all())).toEqual(['/a', '/z']);
    expect(sorted.get(objectKey(undefined, 'z'))).toBeDefined();
  });

  it('clones', () => {
    const sorted = new SortedObjects([create('a/1')]);
    const clone = sorted.clone();
    clone.set(create('a/2'));
    sorted.delete(objectKey('a', '1'));
    expect(namesOf(clone.all())).toEqual(['a/1', 'a/2']);
    expect(sorted.all()).toEqual([]);
  });

  it('leaves what is not there', () => {
    const sorted = new SortedObjects([create('a/1')]);
    const before = sorted.all();
    sorted.delete(objectKey('a', '2'));
    expect(sorted.all()).toBe(before);
  });
});
