import { parseDurationMs } from './parseDurationMs';

it.each([
  ['15m', 900_000],
  ['24h', 86_400_000],
  ['7d', 604_800_000],
  ['90 s', 90_000],
  ['1.5h', 5_400_000],
  ['1H', 3_600_000],
  ['250ms', 250],
  ['0m', null],
  ['-1h', null],
  ['60', null],
  ['h', null],
  ['1 parsec', null],
  ['1h30m', null],
  ['', null],
  [' 1h', null],
])('%p is %p', (text, expected) => {
  expect(parseDurationMs(text)).toBe(expected);
});
