import { blobId } from '../plan/planLock';
import type { RenderedFile } from '../types';
import type { UpgradedFile, UpgradeAction } from './types';
import { upgradeFiles } from './upgradeFiles';

const PATH = 'deploy/base/service.yaml';
const BASE = 'a\nb\nc\nd\ne\n';

interface Sides {
  base?: string;
  mine?: string;
  theirs?: string;
  /** Whether git still has the base. */
  isKnown?: boolean;
  restoreDeleted?: boolean;
  path?: string;
}

function upgrade({ path = PATH, ...sides }: Sides): UpgradedFile | undefined {
  const { base, mine, theirs, isKnown = true, restoreDeleted } = sides;
  const mode = '100644' as const;
  const written = base === undefined ? [] : [base];
  const [file, ...others] = upgradeFiles({
    lock: {
      files: Object.fromEntries(
        written.map(text => [path, { blob: blobId(text), mode }]),
      ),
    },
    bases: new Map(isKnown ? written.map(text => [blobId(text), text]) : []),
    current: mine === undefined ? [] : [{ path, content: mine, mode }],
    planned: theirs === undefined ? [] : [{ path, content: theirs, mode }],
    restoreDeleted,
  });
  expect(others).toEqual([]);
  return file;
}

const marked = (mine: string, base: string, theirs: string) =>
  `<<<<<<< this repository\n${mine}||||||| as it was written\n${base}=======\n${theirs}>>>>>>> blueprint\n`;

describe('upgradeFiles', () => {
  it.each<[string, Sides, UpgradeAction, string | undefined]>([
    [
      'nobody has changed anything',
      { base: BASE, mine: BASE, theirs: BASE },
      'unchanged',
      BASE,
    ],
    [
      'only the team has',
      { base: BASE, mine: 'mine\n', theirs: BASE },
      'unchanged',
      'mine\n',
    ],
    [
      'only the team has, and the base is lost',
      { base: BASE, mine: 'mine\n', theirs: BASE, isKnown: false },
      'unchanged',
      'mine\n',
    ],
    [
      'only the blueprint has',
      { base: BASE, mine: BASE, theirs: 'new\n' },
      'replace',
      'new\n',
    ],
    [
      'only the blueprint has, and the base is lost',
      { base: BASE, mine: BASE, theirs: 'new\n', isKnown: false },
      'replace',
      'new\n',
    ],
    [
      'both, the same',
      { base: BASE, mine: 'new\n', theirs: 'new\n' },
      'equal',
      'new\n',
    ],
    [
      'both, other lines',
      {
        base: BASE,
        mine: BASE.replace('a', 'A'),
        theirs: BASE.replace('e', 'E\nf'),
      },
      'merge',
      'A\nb\nc\nd\nE\nf\n',
    ],
    [
      'both, and the base is lost',
      { base: BASE, mine: `${BASE}m\n`, theirs: `t\n${BASE}`, isKnown: false },
      'no base',
      `${BASE}m\n`,
    ],
    [
      'both, the same line',
      {
        base: BASE,
        mine: BASE.replace('c', 'mine'),
        theirs: BASE.replace('c', 'theirs'),
      },
      'conflict',
      `a\nb\n${marked('mine\n', 'c\n', 'theirs\n')}d\ne\n`,
    ],
    [
      'both, lines beside each other',
      {
        base: BASE,
        mine: BASE.replace('b', 'mine'),
        theirs: BASE.replace('c', 'theirs'),
      },
      'conflict',
      `a\n${marked('mine\nc\n', 'b\nc\n', 'b\ntheirs\n')}d\ne\n`,
    ],
    [
      'the team has removed what the blueprint changes',
      {
        base: BASE,
        mine: 'a\nb\nd\ne\n',
        theirs: BASE.replace('c', 'theirs'),
      },
      'conflict',
      `a\nb\n${marked('', 'c\n', 'theirs\n')}d\ne\n`,
    ],
    ['a new file', { theirs: 'new\n' }, 'create', 'new\n'],
    [
      'a new file that is there already',
      { mine: 'new\n', theirs: 'new\n' },
      'equal',
      'new\n',
    ],
    [
      'a new file where the team has one of its own',
      { mine: 'mine\n', theirs: 'new\n' },
      'no base',
      'mine\n',
    ],
    [
      'a file that is not written any more',
      { base: BASE, mine: BASE },
      'delete',
      undefined,
    ],
    [
      'one that the team has changed',
      { base: BASE, mine: 'mine\n' },
      'kept',
      'mine\n',
    ],
    [
      'the team has removed a file',
      { base: BASE, theirs: 'new\n' },
      'deleted',
      undefined,
    ],
    [
      'the team has removed a file and wants it back',
      { base: BASE, theirs: 'new\n', restoreDeleted: true },
      'create',
      'new\n',
    ],
    [
      'a checkout on Windows of an untouched file',
      { base: BASE, mine: BASE.replaceAll('\n', '\r\n'), theirs: 'a\nnew\n' },
      'replace',
      'a\r\nnew\r\n',
    ],
    [
      'a checkout on Windows that says it already',
      { base: BASE, mine: 'a\r\nnew\r\n', theirs: 'a\nnew\n' },
      'equal',
      'a\r\nnew\r\n',
    ],
    [
      'a checkout on Windows with changes',
      {
        base: BASE,
        mine: 'A\r\nb\r\nc\r\nd\r\ne\r\n',
        theirs: BASE.replace('e', 'E'),
      },
      'merge',
      'A\r\nb\r\nc\r\nd\r\nE\r\n',
    ],
    [
      'a checkout on Windows that is not written any more',
      { base: BASE, mine: BASE.replaceAll('\n', '\r\n') },
      'delete',
      undefined,
    ],
    [
      'one line of Windows among others is a change of the team',
      {
        base: BASE,
        mine: BASE.replace('a', 'a\r'),
        theirs: BASE.replace('e', 'E'),
      },
      'merge',
      'a\r\nb\nc\nd\nE\n',
    ],
    [
      'a last line without its end is no change of the line',
      { base: BASE, mine: BASE.trimEnd(), theirs: `${BASE}f\n` },
      'merge',
      `${BASE}f`,
    ],
    [
      'the blueprint drops the end of the last line',
      { base: BASE, mine: `m\n${BASE}`, theirs: BASE.trimEnd() },
      'merge',
      `m\n${BASE.trimEnd()}`,
    ],
    ['both have emptied it', { base: BASE, mine: '', theirs: '' }, 'equal', ''],
    [
      'the team has emptied it',
      { base: 'a\n', mine: '', theirs: 'b\n' },
      'conflict',
      marked('', 'a\n', 'b\n'),
    ],
    [
      'a line that has to do with how objects work',
      {
        base: 'a\nb\nc\n',
        mine: '__proto__\na\nb\nc\n',
        theirs: 'a\nb\nc\nconstructor\n',
      },
      'merge',
      '__proto__\na\nb\nc\nconstructor\n',
    ],
    [
      "the spec is the team's",
      { path: 'o8.yaml', base: BASE, mine: 'mine\n', theirs: 'new\n' },
      'unchanged',
      'mine\n',
    ],
    [
      'the approved spec, from which the entry is made',
      {
        path: 'modules/billing/module.yaml',
        base: BASE,
        mine: BASE.replace('c', 'new # why'),
        theirs: BASE.replace('c', 'new'),
      },
      'unchanged',
      BASE.replace('c', 'new # why'),
    ],
    [
      'the lock in a checkout on Windows',
      { path: '.o8/lock.json', mine: 'a\r\n', theirs: 'a\n' },
      'unchanged',
      'a\r\n',
    ],
    ['a first spec', { path: 'o8.yaml', theirs: 'new\n' }, 'create', 'new\n'],
    [
      'the lock is ours',
      { path: '.o8/lock.json', mine: 'old', theirs: 'new' },
      'replace',
      'new',
    ],
    [
      'the lock of an entry, as it is',
      { path: 'modules/billing/lock.json', mine: 'new', theirs: 'new' },
      'unchanged',
      'new',
    ],
  ])('%s', (_, sides, action, content) => {
    const { action: done, content: text } = upgrade(sides) ?? {};
    expect({ action: done, content: text }).toEqual({ action, content });
  });

  it('does not speak of what nobody has any more', () => {
    expect(upgrade({ base: BASE })).toBeUndefined();
  });

  it('has the lines of each side of each conflict', () => {
    const file = upgrade({
      base: BASE,
      mine: BASE.replace('a', 'A').replace('e', 'mine'),
      theirs: BASE.replace('a', 'x\ny').replace('e', 'theirs'),
    });
    expect(file?.hunks).toEqual([
      { base: ['a'], mine: ['A'], theirs: ['x', 'y'] },
      { base: ['e'], mine: ['mine'], theirs: ['theirs'] },
    ]);
  });

  it.each([
    ['no text', 'a\0b'],
    ['more lines than people merge', 'x\n'.repeat(6_000)],
  ])('puts no marks into %s', (_, mine) => {
    const file = upgrade({ base: BASE, mine, theirs: 'new\n' });
    expect(file).toEqual({
      path: PATH,
      action: 'conflict',
      content: mine,
      hunks: [],
    });
  });

  it('sorts files by path, each once', () => {
    const file = (path: string): RenderedFile => ({
      path,
      content: path,
      mode: '100644',
    });
    const files = upgradeFiles({
      lock: { files: { b: { blob: blobId('b'), mode: '100644' } } },
      bases: new Map(),
      current: [file('b'), file('c')],
      planned: [file('c'), file('B'), file('a')],
    });
    expect(files.map(({ path, action }) => `${path} ${action}`)).toEqual([
      'B create',
      'a create',
      'b delete',
      'c equal',
    ]);
  });
});

describe('what may be run', () => {
  const text = { content: 'x\n' };
  const modeOf = (
    locked: RenderedFile['mode'] | undefined,
    current: RenderedFile['mode'] | undefined,
    planned: RenderedFile['mode'],
  ) =>
    upgradeFiles({
      lock: {
        files: locked
          ? { run: { blob: blobId(text.content), mode: locked } }
          : {},
      },
      bases: new Map(),
      current: [{ path: 'run', ...text, mode: current }],
      planned: [{ path: 'run', ...text, mode: planned }],
    });

  it.each([
    ['100644', '100644', '100755', { from: '100644', to: '100755' }],
    ['100755', '100755', '100644', { from: '100755', to: '100644' }],
    // The team's own change stays.
    ['100644', '100755', '100644', undefined],
    ['100755', '100644', '100755', undefined],
    // Where it was not written, where it is not known, and where it is right.
    [undefined, '100644', '100755', undefined],
    ['100644', undefined, '100755', undefined],
    ['100644', '100755', '100755', undefined],
  ] as const)(
    'written %s, is %s, shall be %s',
    (locked, current, planned, mode) => {
      const [file, ...others] = modeOf(locked, current, planned);
      expect(others).toEqual([]);
      expect(file.content).toBe(text.content);
      expect(file.mode).toEqual(mode);
    },
  );
});
