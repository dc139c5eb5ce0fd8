import { createHistoryCursor, readHistoryCursor } from './historyCursor';

const encode = (value: unknown) =>
  Buffer.from(JSON.stringify(value)).toString('base64url');
const at = '2026-11-22T10:00:00.000Z';

describe('cursors of history', () => {
  it('say where a page ended', () => {
    const position = { at, tie: 'velero.backup/eu-1/…/7' };
    const cursor = createHistoryCursor({
      ...position,
      more: 1,
    } as typeof position);
    expect(readHistoryCursor(cursor)).toEqual(position);
    expect(cursor).toMatch(/^[\w-]+$/);
  });

  it.each([
    '',
    'x',
    '!',
    encode(null),
    encode({ at }),
    encode({ at: 'today', tie: '' }),
    encode({ at: '2026-11-22T10:00:00Z', tie: '' }),
    encode({ at, tie: 7 }),
    encode({ at, tie: 'a\0b' }),
    encode({ at, tie: '', more: 1 }),
    encode({ at, tie: 'x'.repeat(4_000) }),
  ])('are refused where they are none: %s', cursor => {
    expect(() => readHistoryCursor(cursor)).toThrow(
      'Wrong parameters: "cursor" is not one of this list',
    );
  });
});
