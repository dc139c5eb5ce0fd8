import { ServiceUnavailableError } from '@backstage/errors';
import { sayFailure } from './sayFailure';

const UNEXPECTED = {
  said: 'an unexpected error, see the log',
  isKnown: false,
};

describe('sayFailure', () => {
  it.each([
    ['it does not answer.', 'it does not answer'],
    ['one\nat /secret/path.ts:3', 'one'],
    ['https://o8:token@git.example refuses', 'https://git.example refuses'],
    ['a\u001b[31mred\u202e', 'a[31mred'],
    ['x'.repeat(400), `${'x'.repeat(299)}…`],
  ])('cleans %j', (message, said) => {
    expect(sayFailure(new ServiceUnavailableError(message))).toEqual({
      said,
      isKnown: true,
    });
  });

  it.each([[new TypeError('x is not a function')], ['text'], [undefined]])(
    'keeps %p to the log',
    error => {
      expect(sayFailure(error)).toEqual(UNEXPECTED);
    },
  );
});
