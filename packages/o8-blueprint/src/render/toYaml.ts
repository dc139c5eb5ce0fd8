import { CORE_SCHEMA, dump, Type, type DumpOptions } from 'js-yaml';
import { assertPlain, compareKeys } from './sortKeys';

/** Words that some reader of YAML 1.1 or 1.2 takes for something else than text. */
const WORDS = /^(?:y|n|yes|no|on|off|true|false|null|nan|inf)$/i;

/**
 * Text that every reader takes for text: it begins with a letter or is a path, and
 * has nothing in it that YAML means something by. All other text is quoted, which is
 * always right; a rule of what needs quotes would have to be complete.
 */
const PLAIN = /^(?:[A-Za-z]|\.{1,2}\/|\/)(?:[\w ./@+=,-]|:(?=[\w/]))*(?<! )$/;

/** Amounts such as 100m and 128Mi: digits alone would be a number, and 1e3 too. */
const QUANTITY = /^[0-9]+(?:[mkMGT]|[KMGT]i)$/;

/** Lines that can stand as they are: printable, without space at their ends. */
const BLOCK =
  /^\S(?:[\x20-\x7e]*[\x21-\x7e])?\n(?:(?:[\x20-\x7e]*[\x21-\x7e])?\n)*$/;

// YAML 1.1 takes these for line breaks, JSON does not.
const toQuoted = (text: string): string =>
  JSON.stringify(text).replace(
    /[\u007f-\u009f\u2028\u2029\ufeff]/g,
    sign => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );

/**
 * Text that has no lines of its own, written here and not looked at again: plain where it
 * may be, otherwise quoted. JSON is YAML to every reader.
 */
const lineType = new Type('tag:yaml.org,2002:str', {
  kind: 'scalar',
  // It is for writing only: no text is taken for one.
  resolve: () => false,
  predicate: value => typeof value === 'string' && !isBlock(value),
  represent: value => toLine(String(value)),
});

const OPTIONS: DumpOptions = {
  schema: CORE_SCHEMA.extend({ implicit: [lineType] }),
  lineWidth: -1,
  noRefs: true,
  sortKeys: compareKeys,
  replacer: keepPlain,
};

/** Fields without a value are left out; a list has no such entries. */
function keepPlain(this: unknown, _key: string, value: unknown): unknown {
  if (value !== undefined || Array.isArray(this)) {
    assertPlain(value);
  }
  return value;
}

/**
 * A document as text. Equal values become equal text whatever the order of their
 * keys, and readers of YAML 1.1 (Kubernetes, Argo CD) and 1.2 read it alike.
 */
export function toYaml(value: object, comment?: string): string {
  const body = dump(value, OPTIONS);
  const header = comment
    ?.split('\n')
    .map(line => `# ${line}`.trimEnd())
    .join('\n');
  return header ? `${header}\n${body}` : body;
}

/** Several documents in one file, in the order given. */
export function toYamlDocuments(values: object[]): string {
  return values.map(value => toYaml(value)).join('---\n');
}

/** Not one with empty lines at its end. */
function isBlock(text: string): boolean {
  return text.includes('\n') && !text.endsWith('\n\n') && BLOCK.test(text);
}

function toLine(text: string): string {
  return isPlain(text) ? text : toQuoted(text);
}

function isPlain(text: string): boolean {
  return (PLAIN.test(text) && !WORDS.test(text)) || QUANTITY.test(text);
}
