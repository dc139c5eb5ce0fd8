/** Longer texts are cut anyway, and need not be searched through. */
const MAX_LENGTH = 4_000;

const USER_INFO = /([a-z][a-z0-9+.-]{0,20}:\/\/)[^\s/?#"'<>]*@/gi;
const HEADER = /\b(bearer|basic)\s+[\w+/=.~-]{16,}/gi;
const JSON_WEB_TOKEN = /\beyJ[\w-]{8,}\.[\w-]+\.[\w-]*/g;

/**
 * What a controller says, without the passwords and tokens that it may repeat: the errors
 * of git name the address that was asked, with all that stands in it.
 */
export function hideSecrets(text: string): string {
  return text
    .slice(0, MAX_LENGTH)
    .replace(USER_INFO, '$1')
    .replace(HEADER, '$1 …')
    .replace(JSON_WEB_TOKEN, '…');
}
