import { InputError } from '@backstage/errors';
import { describeSystemError, toSentence } from './toSentence';

const systemError = (code: string, path?: string) =>
  Object.assign(new Error(`${code}: some words, open 'x'`), { code, path });

describe('toSentence', () => {
  it.each([
    [new InputError('It is wrong'), 'It is wrong'],
    [new Error('first\nsecond'), 'first'],
    [new Error(''), 'Error'],
    ['text', 'text'],
    [systemError('ENOSPC', '/x/y'), '/x/y: the disk is full'],
    [systemError('EACCES'), 'a file: this user may not do it'],
    [systemError('ENEW'), "ENEW: some words, open 'x'"],
    [new Error('\u001b[2Jgone'), '\\u{1b}[2Jgone'],
  ])('%s', (error, sentence) => {
    expect(toSentence(error)).toBe(sentence);
  });

  it('knows no error by the names that all objects have', () => {
    expect(describeSystemError(systemError('constructor', '/x'))).toContain(
      'some words',
    );
    expect(toSentence(systemError('toString', '/x'))).toContain('some words');
  });
});
