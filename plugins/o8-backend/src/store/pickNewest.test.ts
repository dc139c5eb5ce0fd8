import { toDbFact, type DbFact } from './FactRow';
import { pickNewest } from './pickNewest';
import { createFactRow } from './__testUtils__/createFactRow';

const now = new Date('2026-11-22T10:00:00Z');

function createObject(name: string, overrides: Partial<DbFact>) {
  const row = { ...toDbFact(createFactRow({ name }), now), ...overrides };
  return [name, { rows: [row] }] as [string, { rows: DbFact[] }];
}

describe('pickNewest', () => {
  const backup = (name: string, hour: number, cluster = 'eu-1') =>
    createObject(name, {
      uid: name,
      kind: 'velero.io/Backup',
      observed_on: cluster,
      evidence_at: `2026-11-22T0${hour}:00:00.000Z`,
    });

  it('keeps the newest records of each kind and cluster, in their order', () => {
    const picked = pickNewest(
      [
        backup('a', 1),
        backup('b', 3),
        backup('c', 2),
        backup('d', 1, 'us-1'),
        createObject('e', { uid: 'e', kind: 'velero.io/Restore' }),
      ],
      2,
    );
    expect(picked.map(([name]) => name)).toEqual(['b', 'c', 'd', 'e']);
  });

  it('keeps every object that is no record', () => {
    const facts = ['a', 'b', 'c'].map(name => createObject(name, { uid: '' }));
    expect(pickNewest(facts, 1)).toEqual(facts);
  });

  it('keeps an object that says more than that something happened', () => {
    const applications = ['a', 'b', 'c'].map(name => {
      const [, { rows: facts }] = createObject(name, { uid: '' });
      const [, { rows: records }] = createObject(name, { uid: name });
      // In no order: a database promises none.
      const rows = [...records, ...facts];
      return [name, { rows }] as [string, { rows: DbFact[] }];
    });
    expect(pickNewest(applications, 1)).toEqual(applications);
  });

  it('goes by when a record was first seen where it has no time', () => {
    const picked = pickNewest(
      [
        createObject('old', {
          uid: '1',
          evidence_at: null,
          changed_at: '2026-11-20T00:00:00.000Z',
        }),
        createObject('new', {
          uid: '2',
          evidence_at: null,
          changed_at: '2026-11-21T00:00:00.000Z',
        }),
      ],
      1,
    );
    expect(picked.map(([name]) => name)).toEqual(['new']);
  });
});
