/** Text as one word of a shell, whatever is in it. */
export function quote(text: string): string {
  return /^[A-Za-z0-9_./:@%+=-]+$/.test(text)
    ? text
    : `'${text.replaceAll("'", `'\\''`)}'`;
}
