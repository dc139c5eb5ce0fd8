import { Document, visit, type Scalar } from 'yaml';
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

/** Lines that can stand as they are: printable, and without space at their ends. */
const BLOCK = /^\S([\x20-\x7e]*[\x21-\x7e])?\n([\x20-\x7e]*[\x21-\x7e]\n)*$/;

/**
 * A document as text. Equal values become equal text whatever the order of their
 * keys, and readers of YAML 1.1 (Kubernetes, Argo CD) and 1.2 read it alike.
 */
export function toYaml(value: object, comment?: string): string {
  const document = new Document(sortKeys(value), {
    aliasDuplicateObjects: false,
    schema: 'core',
  });
  visit(document, {
    Scalar(_, node) {
      if (typeof node.value === 'string') {
        node.type = styleOf(node.value);
      }
    },
  });
  const header = comment
    ?.split('\n')
    .map(line => `# ${line}`.trimEnd())
    .join('\n');
  const body = document.toString({ lineWidth: 0, flowCollectionPadding: true });
  return header ? `${header}\n${body}` : body;
}

/** Several documents in one file, in the order given. */
export function toYamlDocuments(values: object[]): string {
  return values.map(value => toYaml(value)).join('---\n');
}

function styleOf(text: string): Scalar.Type {
  if (BLOCK.test(text)) {
    return 'BLOCK_LITERAL';
  }
  const plain =
    (PLAIN.test(text) && text === text.trim()) || QUANTITY.test(text);
  return plain && !WORDS.has(text.toLowerCase()) ? 'PLAIN' : 'QUOTE_DOUBLE';
}
