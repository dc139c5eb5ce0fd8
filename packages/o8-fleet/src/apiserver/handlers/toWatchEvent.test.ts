import { createApplication, DEFINITIONS } from '../../__testUtils__';
import type { KubeObject, ResourceDefinition } from '../../types';
import { kindKey, type StoreEvent } from '../store';
import { toWatchEvent } from './toWatchEvent';

const definition = DEFINITIONS.find(
  ({ kind }) => kind === 'Application',
) as ResourceDefinition;

function at(revision: number, labels?: Record<string, string>): KubeObject {
  const object = createApplication('team-a/one', labels);
  const metadata = { ...object.metadata, resourceVersion: `${revision}` };
  return { ...object, metadata };
}

const GOLD = { tier: 'gold' };
const isGold = ({ metadata }: KubeObject) => metadata.labels?.tier === 'gold';

describe('toWatchEvent', () => {
  function see(
    type: StoreEvent['type'],
    before: KubeObject | undefined,
    object: KubeObject,
    watch: { namespace?: string; isGoldOnly?: boolean } = {},
  ) {
    const change: StoreEvent = {
      type,
      revision: 2,
      kindKey: kindKey(definition),
      object,
      previous: before,
    };
    return toWatchEvent(change, {
      definition,
      namespace: watch.namespace,
      selector: watch.isGoldOnly ? isGold : undefined,
    });
  }

  it('passes changes on without a selector', () => {
    const one = at(1);
    const two = at(2);
    expect(see('ADDED', undefined, two)).toEqual({
      type: 'ADDED',
      object: two,
    });
    expect(see('MODIFIED', one, two)).toEqual({
      type: 'MODIFIED',
      object: two,
    });
    expect(see('DELETED', one, two)).toEqual({ type: 'DELETED', object: two });
  });

  it.each<[string, StoreEvent['type'], object | undefined, object, string]>([
    ['created in', 'ADDED', undefined, GOLD, 'ADDED'],
    ['created out of', 'ADDED', undefined, {}, 'nothing'],
    ['changed in', 'MODIFIED', GOLD, GOLD, 'MODIFIED'],
    ['moved into', 'MODIFIED', {}, GOLD, 'ADDED'],
    ['moved out of', 'MODIFIED', GOLD, {}, 'DELETED'],
    ['changed out of', 'MODIFIED', {}, {}, 'nothing'],
    ['deleted from', 'DELETED', GOLD, GOLD, 'DELETED'],
    ['deleted out of', 'DELETED', {}, {}, 'nothing'],
  ])('tells what is %s the selection', (_, type, before, now, expected) => {
    const event = see(
      type,
      before && at(1, before as Record<string, string>),
      at(2, now as Record<string, string>),
      { isGoldOnly: true },
    );
    expect(event?.type ?? 'nothing').toBe(expected);
  });

  it('shows what left as it was, at the time when it left', () => {
    const event = see('MODIFIED', at(1, GOLD), at(2, {}), { isGoldOnly: true });
    expect(event?.object).toEqual(at(2, GOLD));
  });

  it('leaves out other namespaces and kinds', () => {
    expect(
      see('ADDED', undefined, at(2), { namespace: 'team-b' }),
    ).toBeUndefined();
    expect(
      see('ADDED', undefined, at(2), { namespace: 'team-a' }),
    ).toBeDefined();
    const change: StoreEvent = {
      type: 'ADDED',
      revision: 2,
      kindKey: '/Pod',
      object: at(2),
    };
    expect(toWatchEvent(change, { definition })).toBeUndefined();
  });
});
