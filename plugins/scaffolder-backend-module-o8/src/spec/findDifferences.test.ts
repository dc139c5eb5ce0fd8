import { findDifferences } from './findDifferences';

describe('findDifferences', () => {
  const spec = {
    metadata: { name: 'billing', tags: ['a', 'b'] },
    spec: { workload: { port: 8080 }, placements: [{ cluster: 'eu-1' }] },
  };

  it('finds none between equal documents, whatever the order of fields', () => {
    const { metadata, spec: body } = structuredClone(spec);
    expect(findDifferences(spec, { spec: body, metadata })).toEqual([]);
  });

  it('names fields by their paths, sorted', () => {
    expect(
      findDifferences(spec, {
        metadata: { name: 'other', tags: ['a', 'b'], title: 'Billing' },
        spec: { workload: {}, placements: [{ cluster: 'eu-1' }] },
      }),
    ).toEqual(['metadata.name', 'metadata.title', 'spec.workload.port']);
  });

  it.each([
    ['another length', [{ cluster: 'eu-1' }, { cluster: 'us-1' }]],
    ['another element', [{ cluster: 'us-1' }]],
    ['no list', { cluster: 'eu-1' }],
    ['nothing', null],
  ])('names a list as a whole: %s', (_, placements) => {
    const other = { ...spec, spec: { ...spec.spec, placements } };
    expect(findDifferences(spec, other)).toEqual(['spec.placements']);
  });

  it('tells an absent field from one that is empty', () => {
    expect(findDifferences({}, { description: '' })).toEqual(['description']);
  });
});
