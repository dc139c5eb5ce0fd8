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
    const recent = new RecentVersions('0');
    expect(recent.take(change('ADDED', '5'))).toBe(true);
    expect(recent.take(change('ADDED', '5'))).toBe(false);
    expect(recent.take(change('MODIFIED', '6'))).toBe(true);
  });

  it('takes no change that a later one has overtaken, its end included', () => {
    const recent = new RecentVersions('0');
    recent.take(change('DELETED', '10'));
    expect(recent.take(change('MODIFIED', '9'))).toBe(false);
    expect(recent.take(change('ADDED', '11'))).toBe(true);
  });

  it('compares no versions of different objects', () => {
    const recent = new RecentVersions('0');
    recent.take(change('ADDED', '10'));
    expect(recent.take(change('ADDED', '9', { name: 'b' }))).toBe(true);
    expect(recent.take(change('ADDED', '8', { uid: 'u2' }))).toBe(true);
  });

  it('does not take the late end of an object for the end of its successor', () => {
    const recent = new RecentVersions('0');
    recent.take(change('ADDED', '10', { uid: 'u2' }));
    expect(recent.take(change('DELETED', '9', { uid: 'u1' }))).toBe(false);
    expect(recent.take(change('DELETED', '12', { uid: 'u2' }))).toBe(true);
  });

  it('lets pass what cannot be compared', () => {
    const recent = new RecentVersions('0');
    recent.take(change('ADDED', 'opaque-9'));
    expect(recent.take(change('MODIFIED', 'opaque-1'))).toBe(true);
    expect(recent.take(change('MODIFIED', '1'))).toBe(true);
  });

  it('forgets the oldest of too many objects, and takes them again', () => {
    const recent = new RecentVersions('0');
    for (let index = 0; index <= 10_000; index++) {
      recent.take(change('ADDED', '5', { name: `o${index}` }));
    }
    expect(recent.take(change('ADDED', '5', { name: 'o0' }))).toBe(true);
    expect(recent.take(change('ADDED', '5', { name: 'o9999' }))).toBe(false);
  });
});

describe('RecentVersions.judge', () => {
  it('tells what happened before what was told, and was not', () => {
    const recent = new RecentVersions('100');
    expect(recent.judge(change('MODIFIED', '90'))).toBe('goneBack');
    expect(recent.judge(change('MODIFIED', '110'))).toBe('news');
    expect(recent.judge(change('ADDED', '105', { name: 'b' }))).toBe(
      'goneBack',
    );
    expect(recent.judge({ type: 'BOOKMARK', resourceVersion: '109' })).toBe(
      'goneBack',
    );
    expect(recent.judge({ type: 'BOOKMARK', resourceVersion: '110' })).toBe(
      'news',
    );
  });

  it('takes no repetition, not even of one whose name is taken since', () => {
    const recent = new RecentVersions('4');
    const first = change('ADDED', '5', { uid: 'u1' });
    expect(recent.judge(first)).toBe('news');
    expect(recent.judge(first)).toBe('repeated');
    expect(recent.judge(change('DELETED', '6', { uid: 'u1' }))).toBe('news');
    expect(recent.judge(change('ADDED', '7', { uid: 'u2' }))).toBe('news');
    expect(recent.judge(first)).toBe('repeated');
  });

  it('knows no order of versions that are no numbers', () => {
    const recent = new RecentVersions('x/9');
    expect(recent.judge(change('ADDED', 'x/1'))).toBe('news');
    expect(recent.judge({ type: 'BOOKMARK', resourceVersion: 'x/0' })).toBe(
      'news',
    );
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
