import { toFastImport } from './commitFiles';
import { LOG_FORMAT, parseLog } from './parseLog';
import { parseTree } from './parseTree';
import { isPathPart, parseRepositoryPath } from './repositoryPath';

const ID = 'a'.repeat(40);

describe('the path of a repository', () => {
  it.each([
    'modules',
    'o8-apps',
    'a',
    'A.b_c-1',
    'me.github.io',
    'a'.repeat(100),
  ])('may have the part %s', part => {
    expect(isPathPart(part)).toBe(true);
  });

  it.each([
    '',
    '.',
    '..',
    '.git',
    'a.git',
    'a.GIT',
    'a.lock',
    'a.',
    'a..b',
    '-a',
    '_a',
    'a/b',
    'a\\b',
    'a\0',
    'a b',
    'é',
    'a\n',
    'a'.repeat(101),
  ])('may not have the part %j', part => {
    expect(isPathPart(part)).toBe(false);
  });

  it('has two parts', () => {
    expect(parseRepositoryPath('a/b')).toEqual(['a', 'b']);
    for (const path of ['', 'a', 'a/', '/a', 'a/b/', 'a/b/c', '../b']) {
      expect(() => parseRepositoryPath(path)).toThrow(
        `"${path}" is not a repository of this git host`,
      );
    }
  });
});

describe('what git prints', () => {
  it('is a tree', () => {
    const output = [
      `100644 blob ${ID}      12\ta "b"\n\tc`,
      `040000 tree ${ID}       -\tdir`,
      `160000 commit ${ID}       -\tsub`,
      '',
    ].join('\0');
    expect(parseTree(Buffer.from(output))).toEqual([
      {
        mode: '100644',
        type: 'blob',
        id: ID,
        sizeBytes: 12,
        name: 'a "b"\n\tc',
      },
      { mode: '040000', type: 'tree', id: ID, name: 'dir' },
      { mode: '160000', type: 'commit', id: ID, name: 'sub' },
    ]);
    expect(parseTree(Buffer.from(''))).toEqual([]);
    expect(() => parseTree(Buffer.from('fatal'))).toThrow('not an entry');
  });

  it('is a log', () => {
    expect(LOG_FORMAT.split('%n')).toHaveLength(4);
    expect(parseLog(`${ID}\n1780272000\nAda\nFirst: x\0`)).toEqual([
      {
        id: ID,
        committedAt: new Date('2026-06-01T00:00:00Z'),
        author: 'Ada',
        subject: 'First: x',
      },
    ]);
    expect(parseLog('')).toEqual([]);
  });
});

describe('toFastImport', () => {
  it('counts bytes and quotes paths', () => {
    const text = toFastImport({
      branch: 'main',
      files: [
        { path: 'a"\\\n', content: 'é' },
        { path: 'b', content: '', mode: '100755' },
      ],
      message: 'Set up',
      date: new Date('2026-06-01T00:00:00.900Z'),
    });
    expect(text).toBe(
      [
        'commit refs/heads/main',
        'committer Orchestr8 <o8@localhost> 1780272000 +0000',
        'data 7',
        'Set up\n',
        'M 100644 inline "a\\"\\\\\\n"',
        'data 2',
        'é',
        'M 100755 inline "b"',
        'data 0',
        '',
        'done\n',
      ].join('\n'),
    );
  });

  it('writes commits one after the other', () => {
    const text = toFastImport({
      branch: 'main',
      files: [{ path: 'a', content: '1' }],
      message: 'One',
      date: new Date(0),
      then: [{ files: [{ path: 'b', content: '2' }], message: 'Two' }],
    });
    expect(text.match(/^(commit |M |done).*$/gm)).toEqual([
      'commit refs/heads/main',
      'M 100644 inline "a"',
      'commit refs/heads/main',
      'M 100644 inline "b"',
      'done',
    ]);
  });
});
