import { toError } from '@backstage/errors';

const MAX_LENGTH = 300;
// What speaks to people; any other error is about our own code.
const KNOWN = [
  'ConflictError',
  'InputError',
  'NotAllowedError',
  'NotFoundError',
  'ServiceUnavailableError',
];

/** Why something could not be asked, in words that people may see. */
export function sayFailure(error: unknown): { said: string; isKnown: boolean } {
  const { name, message } = toError(error);
  if (!KNOWN.includes(name)) {
    return { said: 'an unexpected error, see the log', isKnown: false };
  }
  const line = message
    .split(/[\r\n]/, 1)[0]
    // Ours never has credentials in URLs; what a server sends back may.
    .replace(/\/\/[^/\s@]*@/g, '//')
    .replace(/\p{C}/gu, '')
    .replace(/[.\s]+$/, '');
  return {
    said: line.length > MAX_LENGTH ? `${line.slice(0, MAX_LENGTH - 1)}…` : line,
    isKnown: true,
  };
}
