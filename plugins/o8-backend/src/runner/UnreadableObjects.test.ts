import { UnreadableObjects } from './UnreadableObjects';

const object = (name: string, namespace?: string) => ({
  apiVersion: 'v1',
  kind: 'A',
  metadata: { name, namespace, uid: name },
});
const odd = (label: string) => ({
  source: 's',
  object: label,
  message: 'odd',
});

describe('UnreadableObjects', () => {
  it('says nothing while all can be read', () => {
    const objects = new UnreadableObjects();
    objects.replace([object('a')], []);
    expect(objects.describe('A')).toBeUndefined();
  });

  it('counts each object once, until it can be read or is gone', () => {
    const objects = new UnreadableObjects();
    objects.replace([object('a', 'n')], [odd('A n a'), odd('A n a')]);
    objects.replace([object('b')], [odd('A b')]);
    expect(objects.describe('A')).toBe(
      '2 of kind A could not be read, the first is A n a: odd',
    );
    objects.replace([object('a', 'n')], []);
    expect(objects.describe('A')).toMatch(/^1 of kind A .* A b: odd$/);
    objects.clear();
    expect(objects.describe('A')).toBeUndefined();
  });
});
