import { createHash } from 'node:crypto';

const HASH_LENGTH = 16;
const UNKEEPABLE = /[\0\p{Surrogate}]/u;

/**
 * A text as a column of so many characters can keep it. PostgreSQL refuses NUL and
 * what is too long, and half a sign comes back as another one than it was: one object that was made to be so must not stop all others. The
 * result never equals a name that fits, since `~` is in none of Kubernetes' names.
 */
export function fitColumn(text: string, length: number): string {
  if (text.length <= length && !UNKEEPABLE.test(text)) {
    return text;
  }
  const hash = createHash('sha256').update(text).digest('hex');
  const start = text
    .slice(0, length - HASH_LENGTH - 1)
    .replace(new RegExp(UNKEEPABLE, 'gu'), '');
  return `${start}~${hash.slice(0, HASH_LENGTH)}`;
}
