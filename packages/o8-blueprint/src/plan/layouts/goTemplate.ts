import type { Word } from './templateObjects';

/** A text as Go reads it between quotes. */
export function goString(text: string): string {
  return JSON.stringify(text);
}

/**
 * Text that becomes a Go template: its words are inserted by expressions, and all else
 * stays as it is, also what would begin an expression.
 */
export function toGoTemplate(
  text: string,
  word: Word,
  expressions: Record<string, string>,
): string {
  return Object.entries(expressions).reduce(
    (template, [name, expression]) =>
      template.replaceAll(word(name), `{{ ${expression} }}`),
    text.replaceAll('{{', '{{ "{{" }}'),
  );
}

/** The same for all texts of plain data. */
export function mapTexts(
  value: unknown,
  map: (text: string) => string,
): unknown {
  if (typeof value === 'string') {
    return map(value);
  }
  if (Array.isArray(value)) {
    return value.map(entry => mapTexts(entry, map));
  }
  return isFields(value)
    ? Object.fromEntries(
        Object.entries(value).map(([key, entry]) => [
          key,
          mapTexts(entry, map),
        ]),
      )
    : value;
}

/** The fields of an object; of anything else none. */
export function fieldsOf(value: unknown): Record<string, unknown> {
  return isFields(value) ? value : {};
}

export function isFields(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
