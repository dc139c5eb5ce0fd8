import { isOthers, toBinding, type BindingEvidence } from './toBinding';

const ME = 'component:default/me';
const OTHER = 'component:default/other';

function bind(fields: Partial<BindingEvidence> = {}) {
  return toBinding({
    entityRef: ME,
    named: new Set(),
    claimants: 1,
    hasConfirmed: false,
    hasClaimed: false,
    hasConflict: false,
    ...fields,
  });
}

describe('whose a module is', () => {
  it.each<[string, Partial<BindingEvidence>]>([
    ['unbound', {}],
    ['claimed', { hasClaimed: true }],
    ['confirmed', { hasConfirmed: true }],
    ['confirmed', { hasConfirmed: true, hasClaimed: true }],
    // What is confirmed stays so, whatever else it reaches for.
    ['confirmed', { hasConfirmed: true, hasConflict: true }],
    ['conflict', { hasClaimed: true, hasConflict: true }],
    ['conflict', { claimants: 2 }],
    ['conflict', { claimants: 2, hasConfirmed: true }],
    ['conflict', { hasConfirmed: true, named: new Set([OTHER]) }],
    ['conflict', { hasConfirmed: true, named: new Set([ME, OTHER]) }],
    ['confirmed', { hasConfirmed: true, named: new Set([ME]) }],
    // Others may say so too: the platform has said which one it is.
    ['confirmed', { claimants: 3, hasConfirmed: true, named: new Set([ME]) }],
  ])('%s: %p', (binding, fields) => {
    expect(bind(fields)).toBe(binding);
  });

  it('is another entity’s if the platform names that', () => {
    expect(isOthers({ entityRef: ME, named: new Set() })).toBe(false);
    expect(isOthers({ entityRef: ME, named: new Set([ME]) })).toBe(false);
    expect(isOthers({ entityRef: ME, named: new Set([ME, OTHER]) })).toBe(true);
  });
});
