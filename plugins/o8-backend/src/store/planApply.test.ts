import { createFactRow, LATER, NOW } from './__testUtils__/createFactRow';
import { toDbFact, type DbFact } from './FactRow';
import { planApply, type ApplyPlan } from './planApply';

const row = (overrides = {}): DbFact => toDbFact(createFactRow(overrides), NOW);

const fact = row();
const changed = row({ value: { state: 'other' } });
const moved = row({ volatile: { at: 1 } });
const proven = row({ evidenceAt: NOW.toISOString() });
const record = row({ uid: 'u-1' });
const ended: DbFact = { ...record, gone_at: LATER.toISOString() };
const nothing: ApplyPlan = { write: [], refresh: [], remove: [], end: [] };

describe('planApply', () => {
  it.each<[string, DbFact[], DbFact[], Partial<ApplyPlan>]>([
    ['nothing from nothing', [], [], {}],
    ['a new fact', [], [fact], { write: [fact] }],
    ['an equal fact', [fact], [fact], {}],
    ['a changed fact', [fact], [changed], { write: [changed] }],
    ['what moves without meaning', [fact], [moved], { refresh: [moved] }],
    ['newer evidence', [fact], [proven], { refresh: [proven] }],
    ['the end of a fact', [fact], [], { remove: [fact] }],
    ['the end of a record', [record], [], { end: [record] }],
    ['a record that has ended', [ended], [], {}],
    ['a record that is back', [ended], [record], { write: [record] }],
    [
      'another object of the same name',
      [record],
      [row({ uid: 'u-2' })],
      { write: [row({ uid: 'u-2' })], end: [record] },
    ],
    [
      'one of two facts of an object',
      [row({ key: 'a' }), row({ key: 'b' })],
      [row({ key: 'b' })],
      { remove: [row({ key: 'a' })] },
    ],
    [
      'a fact that became one of another type',
      [fact],
      [row({ type: 'x.b' })],
      { write: [row({ type: 'x.b' })], remove: [fact] },
    ],
  ])('plans %s', (_, kept, incoming, plan) => {
    expect(planApply(kept, incoming)).toEqual({ ...nothing, ...plan });
  });

  it.each([
    ['module', { ownModule: 'one' }],
    ['binding', { binds: 'subject' }],
    ['placing', { places: true }],
    ['cluster', { subjectCluster: null }],
    ['namespace', { subjectNamespace: 'b' }],
    ['version of the API', { apiVersion: 'x/v2' }],
  ])('takes another %s for a change', (_, overrides) => {
    const other = row(overrides);
    expect(planApply([fact], [other])).toEqual({ ...nothing, write: [other] });
  });

  it('does not mind the order of keys', () => {
    const one = row({ value: { a: 1, b: { c: 1, d: [1, 2] } } });
    const two = row({ value: { b: { d: [1, 2], c: 1 }, a: 1 } });
    expect(planApply([one], [two])).toEqual(nothing);
    const three = row({ value: { b: { d: [2, 1], c: 1 }, a: 1 } });
    expect(planApply([one], [three]).write).toEqual([three]);
  });
});
