import { toLifetimeMs } from './toLifetimeMs';

function toToken(claims: unknown): string {
  const payload = Buffer.from(JSON.stringify(claims)).toString('base64url');
  return `header.${payload}.signature`;
}

it.each<[unknown, number]>([
  [{ iat: 100, exp: 160 }, 60_000],
  // A clock of its own says nothing.
  [{ iat: 9_000_000_000, exp: 9_000_000_001 }, 1_000],
  [{ iat: 100 }, Infinity],
  [{ exp: 160 }, Infinity],
  [{ iat: 160, exp: 100 }, Infinity],
  [{ iat: '100', exp: 160 }, Infinity],
  [null, Infinity],
])('%j lives for %p ms', (claims, expected) => {
  expect(toLifetimeMs(toToken(claims))).toBe(expected);
});

it.each(['', 'opaque', 'a.b.c', 'a.!!!.c'])(
  '%p lives until it is refused',
  token => {
    expect(toLifetimeMs(token)).toBe(Infinity);
  },
);
