import { createHmac } from 'node:crypto';

const KEY_LENGTH = 2;
const ALPHABET =
  'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

/**
 * What signals call an entity: one of 4,096 keys, by a secret. Signals reach people who
 * may not see the entity: a key that several could have names none of them, and who
 * counts the keys does not know how many modules there are. Whose key it is by chance
 * asks once too often, and gets the answer that he has.
 */
export function toKey(entityRef: string, secret: string): string {
  return createHmac('sha256', secret)
    .update(entityRef)
    .digest('base64url')
    .slice(0, KEY_LENGTH);
}

/** A key of nobody in particular. */
export function makeKey(random: () => number): string {
  return Array.from(
    { length: KEY_LENGTH },
    () => ALPHABET[Math.floor(random() * ALPHABET.length)],
  ).join('');
}
