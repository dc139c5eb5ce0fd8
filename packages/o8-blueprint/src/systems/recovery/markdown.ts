/** A block of commands. */
export function shell(...lines: string[]): string {
  return ['```sh', ...lines, '```'].join('\n');
}

/** Numbered steps, each with what belongs to it below. */
export function steps(...texts: string[]): string {
  return texts
    .map((text, index) => {
      const [first, ...rest] = text.split('\n');
      const below = rest.map(line => (line ? `   ${line}` : line));
      return [`${index + 1}. ${first}`, ...below].join('\n');
    })
    .join('\n\n');
}

/** Sections of a page, with an empty line between them. */
export function page(...sections: (string | undefined)[]): string {
  return `${sections.filter(Boolean).join('\n\n')}\n`;
}
