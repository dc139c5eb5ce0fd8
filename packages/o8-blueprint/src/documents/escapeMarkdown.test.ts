import { escapeMarkdown } from './escapeMarkdown';

describe('escapeMarkdown', () => {
  it('leaves plain sentences alone', () => {
    const text = `Sends invoices (monthly), it's 100 % "safe"; see a/b - or not.`;
    expect(escapeMarkdown(text)).toBe(text);
  });

  it.each([
    [
      '*bold* _it_ `code` ~~gone~~',
      '\\*bold\\* \\_it\\_ \\`code\\` \\~\\~gone\\~\\~',
    ],
    ['<b onclick="x">&amp;', '&lt;b onclick="x"&gt;&amp;amp;'],
    ['![a](b) [c]: d', '\\!\\[a\\](b) \\[c\\]: d'],
    ['# heading', '\\# heading'],
    ['- item', '\\- item'],
    ['+ item', '\\+ item'],
    ['=== rule', '\\=== rule'],
    ['1. first', '1\\. first'],
    ['12) twelfth', '12\\) twelfth'],
    ['> quote', '&gt; quote'],
    ['a | b', 'a \\| b'],
    [
      'https://x.example www.x.example a@x.example',
      'https&#58;//x.example www&#46;x.example a&#64;x.example',
    ],
    ['a\\*b', 'a\\\\\\*b'],
  ])('shows %s as it is', (text, escaped) => {
    expect(escapeMarkdown(text)).toBe(escaped);
  });
});
