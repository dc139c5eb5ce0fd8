import { z } from 'zod';
import { findSurprises } from './findSurprises';
import { HOSTILE_TEXTS } from './hostileTexts';

it('findSurprises says what is taken, refused or said unexpectedly', () => {
  const schema = z.string('must be text').min(1, 'is empty');
  expect(
    findSurprises(schema, {
      takes: ['a', 1],
      refuses: [
        ['', 'is empty'],
        ['', /^is/],
        ['', 'is short'],
        ['', 'is empty', 'must be text'],
        ['b', 'is empty'],
      ],
      hostile: [text => text, () => 1],
    }),
  ).toEqual([
    '1: must be text',
    '"": says ["is empty"]',
    '"": says ["is empty"]',
    '"b": says []',
    ...HOSTILE_TEXTS.map(text => `${JSON.stringify(text)}: is taken`),
  ]);
});
