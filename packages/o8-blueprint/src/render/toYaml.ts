import { CORE_SCHEMA, dump, Type } from 'js-yaml';
import { sortKeys } from './sortKeys';

/** Words that some reader of YAML 1.1 or 1.2 takes for something else than text. */
const WORDS = new Set('y n yes no on off true false null nan inf'.split(' '));

/**
 * Text that every reader takes for text: it begins with a letter or is a path, and
 * has nothing in it that YAML means something by. All other text is quoted, which is
 * always right; a rule of what needs quotes would have to be complete.
 */
const PLAIN = /^([A-Za-z]|\.{1,2}\/|\/)([\w ./@+=,-]|:(?=[\w/]))*$/;

/** Amounts such as 100m and 128Mi: digits alone would be a number, and 1e3 too. */
const QUANTITY = /^[0-9]+([mkMGT]|[KMGT]i)$/;

/** Lines that can stand as they are: printable, without space at their ends, the last not empty. */
const BLOCK =
  /^(?![^]*\n\n$)\S([\x20-\x7e]*[\x21-\x7e])?\n(([\x20-\x7e]*[\x21-\x7e])?\n)*$/;

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

const schema = CORE_SCHEMA.extend({ implicit: [lineType] });

/**
 * A document as text. Equal values become equal text whatever the order of their
 * keys, and readers of YAML 1.1 (Kubernetes, Argo CD) and 1.2 read it alike.
 */
export function toYaml(value: object, comment?: string): string {
  const body = dump(sortKeys(value), { schema, lineWidth: -1, noRefs: true });
  const header = comment
    ?.split('\n')
    .map(line => `# ${line}`.trimEnd())
    .join('\n');
  return header ? `${header}\n${body}` : body;
}

/**
 * Several documents in one file, in the order given. `known` keeps texts: most objects of
 * a module are the same on all its clusters.
 */
export function toYamlDocuments(
  values: object[],
  known = new Map<string, string>(),
): string {
  return values
    .map(value => {
      const key = JSON.stringify(value);
      const text = known.get(key) ?? toYaml(value);
      known.set(key, text);
      return text;
    })
    .join('---\n');
}

function isBlock(text: string): boolean {
  return text.includes('\n') && BLOCK.test(text);
}

function toLine(text: string): string {
  return isPlain(text) ? text : toQuoted(text);
}

function isPlain(text: string): boolean {
  const plain =
    (PLAIN.test(text) && text === text.trim()) || QUANTITY.test(text);
  return plain && !WORDS.has(text.toLowerCase());
}
