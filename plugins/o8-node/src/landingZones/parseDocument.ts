import type { Problem } from '@orchestr8/backstage-plugin-o8-common';
import { isAlias, isNode, LineCounter, parseAllDocuments, visit } from 'yaml';

const MESSAGES: Record<string, string> = {
  DUPLICATE_KEY: 'has a key twice',
  TAG_RESOLVE_FAILED: 'must not contain tags',
};

/**
 * One YAML document as data, or what is wrong with it. Keys that are there twice, tags
 * and aliases are problems: readers differ in what they make of them. The problems repeat
 * no content of the document but the names of keys and tags.
 */
export function parseDocument(
  text: string,
): { ok: true; value: unknown } | { ok: false; problems: Problem[] } {
  const lineCounter = new LineCounter();
  const fail = (problems: { message: string; offset?: number }[]) => ({
    ok: false as const,
    problems: problems.map(({ message, offset }) => ({
      kind: 'invalid' as const,
      path: '',
      message:
        offset === undefined
          ? message
          : `${message} (line ${lineCounter.linePos(offset).line})`,
    })),
  });
  const documents = parseAllDocuments(text, {
    lineCounter,
    // Pretty errors quote the line they are about.
    prettyErrors: false,
    uniqueKeys: true,
  });
  if (!Array.isArray(documents) || documents.length !== 1) {
    return fail([{ message: 'must be one YAML document' }]);
  }
  const [document] = documents;
  const errors = [...document.errors, ...document.warnings];
  if (errors.length) {
    return fail(
      errors.map(({ code, pos }) => ({
        message: MESSAGES[code] ?? 'is not YAML',
        offset: pos[0],
      })),
    );
  }
  const refused: { message: string; offset?: number }[] = [];
  visit(document, (_, node) => {
    const offset = isNode(node) ? node.range?.[0] : undefined;
    if (isAlias(node)) {
      refused.push({ message: 'must not contain aliases', offset });
    } else if (isNode(node) && node.tag !== undefined) {
      refused.push({ message: MESSAGES.TAG_RESOLVE_FAILED, offset });
    }
  });
  return refused.length ? fail(refused) : { ok: true, value: document.toJS() };
}
