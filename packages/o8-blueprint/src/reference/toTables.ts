import type { Field } from './listFields';
import { toTable } from './toTable';

const HEADER = ['field', 'type', 'default', 'meaning'];

/**
 * Fields as Markdown: a heading and a table for each part of a document, aligned as the
 * formatter of the repository does it.
 */
export function toTables(fields: Field[]): string {
  const parts = new Map<string, Field[]>();
  for (const field of fields) {
    const part = partOf(field, fields);
    parts.set(part, [...(parts.get(part) ?? []), field]);
  }
  return [...parts]
    .map(([part, rows]) =>
      [...(part ? [`### \`${part}\``, ''] : []), ofFields(rows)].join('\n'),
    )
    .join('\n\n');
}

/** `spec.git` with its fields is a part; what stands alone belongs to what it is in. */
function partOf({ path }: Field, fields: Field[]): string {
  const keys = path.split('.').map(key => key.replace(/(\[\]|<name>)$/, ''));
  const top = keys.slice(0, 2).join('.');
  const hasInner = fields.some(
    other =>
      other.path.startsWith(`${top}.`) || other.path.startsWith(`${top}[]`),
  );
  if (keys[0] === 'spec' && hasInner && keys.length > 1) {
    return top;
  }
  return keys.length > 1 ? keys[0] : '';
}

function ofFields(fields: Field[]): string {
  return toTable(
    HEADER,
    fields.map(field => [
      `\`${field.path}\``,
      field.type,
      field.default,
      field.meaning,
    ]),
  );
}
