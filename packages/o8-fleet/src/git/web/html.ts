/** Text that is HTML already. Made by {@link html} only. */
export class Html {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

/** What may stand in HTML: text is escaped, lists follow each other. */
export type HtmlValue =
  | string
  | number
  | undefined
  | Html
  | readonly HtmlValue[];

/** HTML from a template: every value in it is escaped unless it is HTML itself. */
export function html(
  texts: TemplateStringsArray,
  ...values: readonly HtmlValue[]
): Html {
  return new Html(
    texts.map((text, index) => text + render(values[index])).join(''),
  );
}

function render(value: HtmlValue): string {
  if (value === undefined) {
    return '';
  }
  if (value instanceof Html) {
    return value.text;
  }
  if (typeof value === 'string' || typeof value === 'number') {
    return escapeText(String(value));
  }
  return value.map(render).join('');
}

const ESCAPED: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

// Marks that change the direction of text would let a name look like another.
const DIRECTION_MARK = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

function escapeText(text: string): string {
  return text
    .replace(/[&<>"']/g, char => ESCAPED[char])
    .replace(DIRECTION_MARK, '\ufffd');
}
