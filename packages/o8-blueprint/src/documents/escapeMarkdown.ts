const ENTITIES: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
};

/**
 * One line of text that Markdown shows as it is: no markup, no HTML, no link.
 */
export function escapeMarkdown(text: string): string {
  return (
    text
      .replace(/[\\`*_{}[\]#!|~]/g, '\\$&')
      .replace(/[&<>]/g, character => ENTITIES[character])
      // Bare addresses become links: http://…, www.… and mail.
      .replace(/:(?=\/\/)/g, '&#58;')
      .replace(/\bwww\./gi, match => `${match.slice(0, -1)}&#46;`)
      .replace(/@/g, '&#64;')
      // Where a line begins: lists, rules and the underlines of headings.
      .replace(/^[-+=]/, '\\$&')
      .replace(/^(\d+)([.)])/, '$1\\$2')
  );
}
