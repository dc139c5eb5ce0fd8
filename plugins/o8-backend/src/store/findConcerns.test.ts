import {
  createApplicationRow,
  createDeploymentRow,
  createFactRow,
  createNamespaceRow,
  LATER,
  NOW,
} from './__testUtils__/createFactRow';
import { toDbFact, type DbFact, type FactRow } from './FactRow';
import { findConcerns } from './findConcerns';
import { planApply } from './planApply';

const JUDGED = new Set(['x.judged']);
const db = (row: FactRow) => toDbFact(row, NOW);

function concernsOf(kept: DbFact[], incoming: DbFact[]) {
  const found = findConcerns(planApply(kept, incoming), kept, JUDGED);
  const count = ({ length }: DbFact[]) => length;
  return [count(found.before), count(found.after), count(found.claimable)];
}

describe('findConcerns', () => {
  it('has what is only shown, as it was too where it was another’s', () => {
    const shownOf = (kept: DbFact[], incoming: DbFact[]) =>
      findConcerns(planApply(kept, incoming), kept, JUDGED).shown.length;
    const row = db(createDeploymentRow('a'));
    const labelled = db(createDeploymentRow('a', { labels: { app: 'a' } }));
    const busy = db(createDeploymentRow('a', { value: { replicas: 3 } }));
    expect(shownOf([], [row])).toBe(1);
    expect(shownOf([row], [])).toBe(1);
    expect(shownOf([row], [busy])).toBe(1);
    expect(shownOf([row], [labelled])).toBe(2);
    expect(shownOf([row], [row])).toBe(0);
    expect(shownOf([], [db(createFactRow({ type: 'x.judged' }))])).toBe(0);
  });

  it('has everything where nobody says what is judged', () => {
    const row = db(createFactRow());
    const found = findConcerns(planApply([], [row]), [], undefined);
    expect(found).toEqual({
      before: [],
      after: [row],
      claimable: [],
      shown: [],
    });
  });

  it('has both sides of what is judged, and of what places', () => {
    const judged = createFactRow({ type: 'x.judged' });
    const other = { ...judged, value: { state: 'broken' } };
    expect(concernsOf([db(judged)], [db(other)])).toEqual([1, 1, 0]);
    expect(concernsOf([], [db(createNamespaceRow('a', 'a'))])).toEqual([
      0, 1, 0,
    ]);
    expect(concernsOf([], [db(createApplicationRow('a'))])).toEqual([0, 1, 0]);
  });

  it('leaves out what nobody needs', () => {
    const row = createFactRow();
    expect(concernsOf([], [db(row)])).toEqual([0, 0, 0]);
    expect(concernsOf([db(row)], [])).toEqual([0, 0, 0]);
  });

  it.each([{ ownModule: 'one' }, { ownEntity: 'component:default/one' }])(
    'has what says whose a module is when that changes: %j',
    owner => {
      const row = db(createFactRow(owner));
      const nobodys = db(createFactRow());
      expect(concernsOf([], [row])).toEqual([0, 1, 0]);
      expect(concernsOf([row], [])).toEqual([0, 1, 0]);
      expect(concernsOf([row], [nobodys])).toEqual([1, 0, 0]);
      expect(concernsOf([nobodys], [row])).toEqual([0, 1, 0]);
      const gone = { ...row, uid: 'u', gone_at: LATER.toISOString() };
      expect(concernsOf([gone], [{ ...row, uid: 'u' }])).toEqual([1, 1, 0]);
      const busy = db(createFactRow({ ...owner, value: { state: 'busy' } }));
      expect(concernsOf([row], [busy])).toEqual([0, 0, 0]);
    },
  );

  it('has what can be claimed for those who claim it', () => {
    const row = db(createDeploymentRow('a'));
    const labelled = db(createDeploymentRow('a', { labels: { app: 'a' } }));
    const busy = db(createDeploymentRow('a', { value: { replicas: 3 } }));
    expect(concernsOf([], [row])).toEqual([0, 0, 1]);
    expect(concernsOf([row], [])).toEqual([0, 0, 1]);
    expect(concernsOf([row], [labelled])).toEqual([0, 0, 2]);
    expect(concernsOf([row], [busy])).toEqual([0, 0, 0]);
  });
});
