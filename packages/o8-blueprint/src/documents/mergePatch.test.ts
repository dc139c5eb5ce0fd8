import type { Manifest } from '../types';
import { mergePatch } from './mergePatch';

const head = { apiVersion: 'apps/v1', kind: 'Deployment' };
const metadata = { name: 'shop' };

function patchOf(before: unknown, after: unknown): unknown {
  const toObject = (spec: unknown): Manifest => ({ ...head, metadata, spec });
  return mergePatch(toObject(before), toObject(after))?.spec;
}

describe('mergePatch', () => {
  it('says which object it is for, and nothing of what is equal', () => {
    const base = { ...head, metadata, spec: { replicas: 2, paused: false } };
    const wanted = { ...base, spec: { replicas: 5, paused: false } };
    expect(mergePatch(base, wanted)).toEqual({
      ...head,
      metadata: { name: 'shop' },
      spec: { replicas: 5 },
    });
    expect(mergePatch(base, structuredClone(base))).toBeUndefined();
  });

  it('adds to the metadata without changing the name', () => {
    const wanted = {
      ...head,
      metadata: { ...metadata, annotations: { a: 'b' } },
    };
    expect(mergePatch({ ...head, metadata }, wanted)).toEqual(wanted);
  });

  it.each<[string, unknown, unknown, unknown]>([
    ['a new field', {}, { a: 1 }, { a: 1 }],
    ['a field that is gone', { a: 1, b: 2 }, { b: 2 }, { a: null }],
    [
      'a field below',
      { a: { b: 1, c: 2 } },
      { a: { b: 3, c: 2 } },
      { a: { b: 3 } },
    ],
    ['another type', { a: { b: 1 } }, { a: 'text' }, { a: 'text' }],
    ['a list of values, whole', { a: ['x', 'y'] }, { a: ['x'] }, { a: ['x'] }],
    [
      'a list of things without names, whole',
      { a: [{ type: 'x', v: 1 }, { type: 'y' }] },
      { a: [{ type: 'x', v: 2 }] },
      { a: [{ type: 'x', v: 2 }] },
    ],
    [
      'things by their names',
      {
        env: [
          { name: 'A', value: '1' },
          { name: 'B', value: '2' },
        ],
      },
      {
        env: [
          { name: 'A', value: '1' },
          { name: 'B', value: '3' },
          { name: 'C', value: '' },
        ],
      },
      {
        env: [
          { name: 'B', value: '3' },
          { name: 'C', value: '' },
        ],
      },
    ],
    [
      'a thing that is gone',
      {
        env: [
          { name: 'A', value: '1' },
          { name: 'B', value: '2' },
        ],
      },
      { env: [{ name: 'B', value: '2' }] },
      { env: [{ $patch: 'delete', name: 'A' }] },
    ],
    [
      'a part of a named thing',
      { containers: [{ name: 'c', resources: { cpu: '1', memory: '1' } }] },
      { containers: [{ name: 'c', resources: { cpu: '2', memory: '1' } }] },
      { containers: [{ name: 'c', resources: { cpu: '2' } }] },
    ],
  ])('has %s', (_, before, after, patch) => {
    expect(patchOf(before, after)).toEqual(patch);
  });

  it('takes nothing from the prototype of anything', () => {
    const changed = patchOf({}, JSON.parse('{"__proto__": {"a": 1}}'));
    expect(Object.keys(changed ?? {})).toEqual(['__proto__']);
    expect(({} as { a?: number }).a).toBeUndefined();
  });
});
