import { findPathProblem } from './findPathProblem';

describe('findPathProblem', () => {
  it.each([
    'README.md',
    '.gitignore',
    '.github/workflows/ci.yaml',
    'a/.gitkeep',
    '-rf',
    '..a/b..',
    'modules/billing/clusters/eu-1/namespace.yaml',
    'ü/git',
    'digit~1',
  ])('finds none in %j', path => {
    expect(findPathProblem(path)).toBeUndefined();
  });

  it.each([
    ['/a', 'absolute'],
    ['c:/a', 'absolute'],
    ['a/../b', '".."'],
    ['..', '".."'],
    ['', 'empty part'],
    ['a//b', 'empty part'],
    ['a\\b', 'backslash'],
    ['a\0b', 'control character'],
    ['.git', '".git"'],
    ['a/.GIT/config', '".git"'],
    ['.g\u200cit/config', '".git"'],
    ['.git./config', '".git"'],
    ['.git /config', '".git"'],
    ['.git::$INDEX_ALLOCATION/config', '".git"'],
    ['GIT~1/config', '".git"'],
  ])('finds one in %j', (path, problem) => {
    expect(findPathProblem(path)).toContain(problem);
  });
});
