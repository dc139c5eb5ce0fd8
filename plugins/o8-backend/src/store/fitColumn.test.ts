import { fitColumn } from './fitColumn';

describe('fitColumn', () => {
  it.each(['', 'a', 'x'.repeat(63), 'ü'.repeat(63)])(
    'leaves "%s" alone',
    text => {
      expect(fitColumn(text, 63)).toBe(text);
    },
  );

  it.each([
    ['too long', 'x'.repeat(64)],
    ['far too long', 'x'.repeat(100_000)],
    ['with a NUL', 'a\0b'],
    ['nothing but NUL', '\0'],
    ['half a sign', 'a\ud800'],
    ['with half a sign at its end', `${'x'.repeat(45)}${'😀'.repeat(30)}`],
  ])('makes what is %s fit, and keeps it apart', (_, text) => {
    const fitted = fitColumn(text, 63);
    expect(fitted.length).toBeLessThanOrEqual(63);
    expect(fitted).not.toContain('\0');
    expect(Buffer.from(fitted).toString()).toBe(fitted);
    expect(fitted).toMatch(/~[0-9a-f]{16}$/);
    expect(fitColumn(text, 63)).toBe(fitted);
    expect(fitColumn(`${text}2`, 63)).not.toBe(fitted);
  });
});
