import { cleanText, toGitError } from './toGitError';

const url = 'https://git.example/modules/billing.git';

describe('toGitError', () => {
  it.each([
    [
      "fatal: unable to access 'https://git.example/': Could not resolve host: git.example",
      'ServiceUnavailableError',
      'The git server git.example cannot be reached: ',
    ],
    [
      "fatal: unable to access 'https://git.example/': SSL certificate problem: self signed",
      'ServiceUnavailableError',
      'SSL certificate problem',
    ],
    [
      "fatal: unable to access 'https://git.example/': The requested URL returned error: 503",
      'ServiceUnavailableError',
      '503',
    ],
    [
      'error: RPC failed; curl 18 transfer closed\nfatal: early EOF',
      'ServiceUnavailableError',
      'transfer closed',
    ],
    [
      "fatal: unable to access 'https://git.example/': The requested URL returned error: 403",
      'NotAllowedError',
      'refuses access to modules/billing: check "o8.git"',
    ],
    [
      "fatal: Authentication failed for 'https://git.example/'",
      'NotAllowedError',
      'check "o8.git"',
    ],
    [
      "fatal: could not read Username for 'https://git.example': terminal prompts disabled",
      'NotAllowedError',
      'check "o8.git"',
    ],
    [
      "fatal: repository 'https://git.example/modules/billing.git/' not found",
      'NotFoundError',
      'The git server git.example has no repository modules/billing',
    ],
    [
      "fatal: couldn't find remote ref refs/heads/x",
      'NotFoundError',
      'has no such branch',
    ],
    [
      "fatal: unable to access 'https://git.example/': The requested URL returned error: 302",
      'InputError',
      'redirects modules/billing',
    ],
    [
      '!\tabc:refs/heads/main\t[rejected] (fetch first)\nerror: failed to push some refs',
      'ConflictError',
      'Somebody else has changed',
    ],
    [
      '!\tabc:refs/heads/x\t[rejected] (stale info)',
      'ConflictError',
      'Somebody else has changed',
    ],
    [
      "!\tabc:refs/heads/main\t[remote rejected] (cannot lock ref 'refs/heads/main': is at 1 but expected 2)",
      'ConflictError',
      'Somebody else has changed',
    ],
    [
      '!\tabc:refs/heads/main\t[remote rejected] (protected branch hook declined)',
      'NotAllowedError',
      'protected branch hook declined',
    ],
    ['fatal: something new', 'Error', 'git push failed: something new'],
    ['', 'Error', 'git push failed: it gave no reason'],
  ])('reads %j', (text, name, message) => {
    const error = toGitError({ command: 'push', text, url });
    expect(error.name).toBe(name);
    expect(error.message).toContain(message);
  });

  it('is short, one line, and without advice', () => {
    const text = `hint: try again\nfatal: a\nfatal: ${'b '.repeat(2_000)}`;
    const { message } = toGitError({ command: 'add', text });
    expect(message).toMatch(/^git add failed: a; b b /);
    expect(message).not.toContain('hint');
    expect(message.length).toBeLessThan(600);
  });
});

describe('cleanText', () => {
  it('takes secrets out, also encoded ones', () => {
    expect(cleanText('a s/1 b s%2F1 c', ['s/1', ''])).toBe('a … b … c');
  });

  it('takes user information out of URLs', () => {
    expect(cleanText("'https://me:pw@h/x' //you@h", [])).toBe(
      "'https://h/x' //h",
    );
  });

  it('takes out what terminals and pages would obey', () => {
    expect(cleanText('a\u001b[2Jb\u202ec\r\nd\te', [])).toBe('a[2Jbc\nd\te');
  });
});
