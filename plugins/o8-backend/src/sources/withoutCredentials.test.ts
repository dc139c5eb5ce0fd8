import { withoutCredentials } from './withoutCredentials';

it.each([
  ['https://git.example.com/a.git', 'https://git.example.com/a.git'],
  ['https://bot:secret@git.example.com/a.git', 'https://git.example.com/a.git'],
  ['https://token@git.example.com:8443/a', 'https://git.example.com:8443/a'],
  ['HTTPS://a:b@c@git.example.com/a', 'HTTPS://git.example.com/a'],
  ['ssh://git@git.example.com/a.git', 'ssh://git.example.com/a.git'],
  ['git@git.example.com:team/a.git', 'git@git.example.com:team/a.git'],
  ['https://git.example.com/a@b', 'https://git.example.com/a@b'],
  ['https://git.example.com?x=a@b', 'https://git.example.com?x=a@b'],
  ['*', '*'],
  ['', ''],
])('%s is written as %s', (address, expected) => {
  expect(withoutCredentials(address)).toBe(expected);
});
