import type { ModuleSpec } from '@orchestr8/backstage-plugin-o8-common';
import { createRichZone } from '../__testUtils__/anyModule';
import { valueOf } from '../__testUtils__/examples';
import { specWith } from '../__testUtils__/planWith';
import { planModule } from './planModule';

const zone = createRichZone('none');
const shop = specWith({ kind: 'service' });

const called = (name: string, more: Parameters<typeof specWith>[1] = {}) =>
  specWith({ kind: 'service' }, more, name);

const till = called('till', { dependsOn: [{ module: 'shop' }] });
const stranger = called('stranger');

function notesOf(next: ModuleSpec, approved: ModuleSpec[]): string[] {
  const platform = { modules: approved.map(spec => ({ spec })) };
  return valueOf(planModule({ spec: next, zone, platform })).notes;
}

const all = [shop, till, stranger];

describe('noteCallers', () => {
  it('says nothing of what changes nothing for callers', () => {
    expect(notesOf(shop, all)).toEqual([]);
    expect(notesOf(specWith({ kind: 'service', replicas: 4 }), all)).toEqual(
      [],
    );
    expect(
      notesOf(specWith({ kind: 'service' }, { callers: ['till'] }), all),
    ).toEqual([]);
  });

  it('says who is not accepted any more', () => {
    const refused = [
      '"till" calls it and would be refused from now on: "shop" does not accept "till": its owner has to add it to its callers. What lets it in stays until its own entry changes',
    ];
    const next = specWith({ kind: 'service' }, { callers: ['desk'] });
    expect(notesOf(next, all)).toEqual(refused);
    // Who was not accepted before has lost nothing.
    expect(notesOf(next, [next, till, stranger])).toEqual([]);
    expect(notesOf(next, [till, stranger])).toEqual([]);
  });

  it('says who looks for it at its former port', () => {
    expect(notesOf(specWith({ kind: 'service', port: 9000 }), all)).toEqual([
      '"till" calls it and is cut off until its own entry is rendered again: its pods or their port are others than before',
    ]);
  });

  it('says who names the port that it had', () => {
    const named = called('till', {
      dependsOn: [{ module: 'shop', port: 8080 }],
    });
    const next = specWith({ kind: 'service', port: 9000 });
    expect(notesOf(next, [shop, named])).toEqual([
      expect.stringContaining('is 8080, but "shop" has 9000'),
    ]);
  });
});
