// Control characters, and those that only move or hide the text around them.
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;

/**
 * A text from a file as part of one line: names and values of others must neither
 * end the line nor speak to the terminal.
 */
export function oneLine(text: string): string {
  return text.replace(
    INVISIBLE,
    character => `\\u{${character.codePointAt(0)?.toString(16)}}`,
  );
}
