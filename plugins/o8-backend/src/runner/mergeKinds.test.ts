import type { ResourceKind } from '@orchestr8/backstage-plugin-o8-node';
import { mergeKinds } from './mergeKinds';

const A: ResourceKind = { group: 'x', kind: 'A', plural: 'as' };
const B: ResourceKind = { group: 'x', kind: 'B', plural: 'bs' };
const merge = (...kinds: ResourceKind[]) =>
  mergeKinds(kinds.map(kind => ({ kinds: [kind] })));

describe('mergeKinds', () => {
  it('reads each kind once, in the order of the sources', () => {
    expect(mergeKinds([{ kinds: [A, B] }, { kinds: [B] }])).toEqual([A, B]);
  });

  it('tells kinds of one name in two groups apart', () => {
    expect(merge(A, { ...A, group: 'y' })).toHaveLength(2);
  });

  it('reads in full what one of them needs in full', () => {
    const lean = { ...A, metadataOnly: true };
    expect(merge(lean)).toEqual([lean]);
    expect(merge(lean, lean)).toEqual([lean]);
    expect(merge(lean, A)).toEqual([A]);
    expect(merge(A, lean)).toEqual([A]);
  });

  it('reads a version that all of them understand', () => {
    const versions = ['v2', 'v1'];
    expect(merge(A, { ...A, versions })).toEqual([{ ...A, versions }]);
    expect(merge({ ...A, versions }, A)).toEqual([{ ...A, versions }]);
    expect(merge({ ...A, versions }, { ...A, versions: ['v1'] })).toEqual([
      { ...A, versions: ['v1'] },
    ]);
    expect(merge({ ...A, versions }, { ...A, versions: ['v3'] })).toEqual([
      { ...A, versions: [] },
    ]);
  });
});
