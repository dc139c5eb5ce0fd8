import { oneLine } from './oneLine';

describe('oneLine', () => {
  it.each([
    ['plain – ünï "quoted" $(x)', 'plain – ünï "quoted" $(x)'],
    ['two\nlines', 'two\\u{a}lines'],
    ['\u001b[2Jgone', '\\u{1b}[2Jgone'],
    ['\u202egnol', '\\u{202e}gnol'],
    ['a\u2028b\u200bc', 'a\\u{2028}b\\u{200b}c'],
  ])('%j', (text, line) => {
    expect(oneLine(text)).toBe(line);
  });
});
