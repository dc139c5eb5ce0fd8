import { hideSecrets } from './hideSecrets';

const MAX_MESSAGE = 300;

/** A message of a controller without secrets, as long as it may be kept; null if there is none. */
export function cutMessage(message: string | undefined): string | null {
  if (!message) {
    return null;
  }
  const text = hideSecrets(message);
  return text.length > MAX_MESSAGE
    ? `${text.slice(0, MAX_MESSAGE - 1)}…`
    : text;
}
