import { compareVersions, RecentVersions } from './RecentVersions';

function change(
  type: 'ADDED' | 'MODIFIED' | 'DELETED',
  version: string,
  { name = 'a', uid = 'u1' } = {},
) {
  const metadata = { name, namespace: 'n', uid };
  return {
    type,
    resourceVersion: version,
    object: { apiVersion: 'v1', kind: 'A', metadata },
  };
}

describe('RecentVersions', () => {
  it('takes each change of an object once', () => {
    const recent = new RecentVersions();
    expect(recent.take(change('ADDED', '5'))).toBe(true);
    expect(recent.take(change('ADDED', '5'))).toBe(false);
    expect(recent.take(change('MODIFIED', '6'))).toBe(true);
  });

  it('takes no change that a later one has overtaken, its end included', () => {
    const recent = new RecentVersions();
    recent.take(change('DELETED', '10'));
    expect(recent.take(change('MODIFIED', '9'))).toBe(false);
    expect(recent.take(change('ADDED', '11'))).toBe(true);
  });

  it('compares no versions of different objects', () => {
    const recent = new RecentVersions();
    recent.take(change('ADDED', '10'));
    expect(recent.take(change('ADDED', '9', { name: 'b' }))).toBe(true);
    expect(recent.take(change('ADDED', '8', { uid: 'u2' }))).toBe(true);
  });

  it('does not take the late end of an object for the end of its successor', () => {
    const recent = new RecentVersions();
    recent.take(change('ADDED', '10', { uid: 'u2' }));
    expect(recent.take(change('DELETED', '9', { uid: 'u1' }))).toBe(false);
    expect(recent.take(change('DELETED', '12', { uid: 'u2' }))).toBe(true);
  });

  it('lets pass what cannot be compared', () => {
    const recent = new RecentVersions();
    recent.take(change('ADDED', 'opaque-9'));
    expect(recent.take(change('MODIFIED', 'opaque-1'))).toBe(true);
    expect(recent.take(change('MODIFIED', '1'))).toBe(true);
  });

  it('forgets the oldest of too many objects, and takes them again', () => {
    const recent = new RecentVersions();
    for (let index = 0; index <= 10_000; index++) {
      recent.take(change('ADDED', '5', { name: `o${index}` }));
    }
    expect(recent.take(change('ADDED', '5', { name: 'o0' }))).toBe(true);
    expect(recent.take(change('ADDED', '5', { name: 'o9999' }))).toBe(false);
  });
});

describe('compareVersions', () => {
  it.each([
    ['9', '10', -1],
    ['10', '9', 1],
    ['10', '10', 0],
    // Beyond what a number can tell apart.
    ['90071992547409931', '90071992547409930', 1],
  ])('compares %s with %s as whole numbers', (a, b, sign) => {
    expect(Math.sign(compareVersions(a, b)!)).toBe(sign);
  });

  it.each([
    ['a', '1'],
    ['1', ''],
    ['01', '1'],
    ['-1', '1'],
    ['1e3', '1'],
  ])('does not know which of "%s" and "%s" is the later one', (a, b) => {
    expect(compareVersions(a, b)).toBeUndefined();
  });
});
