import { moduleLockSchema } from '@orchestr8/backstage-plugin-o8-common';
import type { GitTreeEntry } from '../git';
import { isAsLocked } from './isAsLocked';

const LOCK = '.o8/lock.json';
const ONE = '1'.repeat(40);
const TWO = '2'.repeat(40);

const createLock = (files: object = {}) =>
  moduleLockSchema.parse({
    blueprint: '1',
    module: 'billing',
    landingZone: 'demo',
    owner: 'group:default/guests',
    spec: {
      apiVersion: 'orchestr8.io/v1alpha1',
      kind: 'Module',
      metadata: { name: 'billing', owner: 'group:default/guests' },
      spec: { landingZone: 'demo', workload: { kind: 'service' } },
    },
    files: {
      'o8.yaml': { blob: ONE, mode: '100644' },
      'deploy/run.sh': { blob: TWO, mode: '100755' },
      ...files,
    },
  });

const lockFile = { path: LOCK, mode: '100644', id: '3'.repeat(40) };
const spec = { path: 'o8.yaml', mode: '100644', id: ONE };
const script = { path: 'deploy/run.sh', mode: '100755', id: TWO };

describe('isAsLocked', () => {
  const check = (
    entries: GitTreeEntry[],
    options: { mayAdd?: (path: string) => boolean } = {},
  ) => isAsLocked({ lock: createLock(), lockPath: LOCK, entries, ...options });

  it('takes exactly what the lock file says, in any order', () => {
    expect(check([lockFile, spec, script])).toBe(true);
    expect(check([script, spec, lockFile])).toBe(true);
  });

  it.each([
    ['another content', [lockFile, spec, { ...script, id: ONE }]],
    ['another mode', [lockFile, spec, { ...script, mode: '100644' }]],
    ['a symlink', [lockFile, { ...spec, mode: '120000' }, script]],
    ['a file that is missing', [lockFile, spec]],
    ['a file more', [lockFile, spec, script, { ...spec, path: 'x' }]],
    ['the same file twice', [lockFile, spec, spec, script]],
    ['no lock file', [spec, script]],
    [
      'a lock file that is a link',
      [{ ...lockFile, mode: '120000' }, spec, script],
    ],
    ['nothing', []],
  ])('does not take %s', (_, entries) => {
    expect(check(entries)).toBe(false);
  });

  it.each(['__proto__', 'constructor', 'toString'])(
    'does not take the file %s',
    path => {
      expect(check([lockFile, spec, script, { ...spec, path }])).toBe(false);
    },
  );

  it('takes what may be added, and never instead of what is locked', () => {
    const mayAdd = (path: string) => !path.startsWith('deploy/');
    const more = { ...spec, path: 'src/main.ts' };
    expect(check([lockFile, spec, script, more], { mayAdd })).toBe(true);
    const hidden = { ...spec, path: 'deploy/more.yaml' };
    expect(check([lockFile, spec, script, hidden], { mayAdd })).toBe(false);
    const changed = { ...spec, id: TWO };
    expect(check([lockFile, changed, script], { mayAdd })).toBe(false);
    expect(check([lockFile, script, more], { mayAdd })).toBe(false);
  });

  it('does not ask a lock file for its own id', () => {
    const lock = createLock({ [LOCK]: { blob: ONE, mode: '100644' } });
    const entries = [lockFile, spec, script];
    expect(isAsLocked({ lock, lockPath: LOCK, entries })).toBe(true);
  });
});
