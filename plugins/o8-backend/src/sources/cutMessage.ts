const MAX_MESSAGE = 300;

/** A message of a controller, as long as it may be kept; null if there is none. */
export function cutMessage(message: string | undefined): string | null {
  if (!message) {
    return null;
  }
  return message.length > MAX_MESSAGE
    ? `${message.slice(0, MAX_MESSAGE - 1)}…`
    : message;
}
