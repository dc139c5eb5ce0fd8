import { isDnsLabel, toDnsLabel } from './dnsLabel';

it.each([
  ['eu-1', 'eu-1'],
  ['Production EU', 'production-eu'],
  ['prod_eu.1', 'prod-eu-1'],
  ['--a--b--', 'a-b'],
  ['Zürich', 'zurich'],
  ['a'.repeat(80), 'a'.repeat(63)],
  [`${'a'.repeat(62)}-b`, 'a'.repeat(62)],
  ['../../etc', 'etc'],
  ['東京', null],
  ['', null],
])('%p becomes %p', (name, expected) => {
  const label = toDnsLabel(name);
  expect(label).toBe(expected);
  expect(label === null || isDnsLabel(label)).toBe(true);
});

it.each(['', 'A', '-a', 'a-', 'a.b', 'a'.repeat(64), 'a\n'])(
  '%p is no DNS label',
  name => {
    expect(isDnsLabel(name)).toBe(false);
  },
);
