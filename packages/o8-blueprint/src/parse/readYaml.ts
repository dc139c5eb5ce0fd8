import type { Problem } from '@orchestr8/backstage-plugin-o8-common';
import { isNode, parseAllDocuments, visit, type Document } from 'yaml';
import type { Result } from '../types';

/** Longer texts are not read: nobody wrote them by hand. */
const MAX_LENGTH = 256 * 1024;
/** Enough for people, too little to let a small text become a large value. */
const MAX_ALIASES = 20;

const CORE_TAG = /^tag:yaml\.org,2002:(str|int|float|bool|null|map|seq)$/;

/** The one document of a text as plain data. */
export function readYaml(text: string): Result<unknown> {
  const read = readYamlDocuments(text);
  if (!read.ok) {
    return read;
  }
  if (read.value.length > 1) {
    return fail(['has more than one document; one is expected']);
  }
  return { ok: true, value: read.value[0] ?? null };
}

/** All documents of a text as plain data; empty ones are left out. */
export function readYamlDocuments(text: string): Result<unknown[]> {
  if (text.length > MAX_LENGTH) {
    return fail([`is longer than ${MAX_LENGTH / 1024} KiB`]);
  }
  try {
    const parsed = parseAllDocuments(text, {
      schema: 'core',
      version: '1.2',
      uniqueKeys: true,
    });
    const documents: Document[] = Array.isArray(parsed) ? parsed : [];
    const messages = documents.flatMap(findMessages);
    if (messages.length > 0) {
      return fail(messages);
    }
    const values = documents.map(document =>
      document.toJS({ maxAliasCount: MAX_ALIASES }),
    );
    return { ok: true, value: values.filter(value => value !== null) };
  } catch (error) {
    // What is nested too deeply ends the stack, too many aliases are a ReferenceError.
    const message = error instanceof Error ? error.message : String(error);
    return fail([`cannot be read as YAML: ${message}`]);
  }
}

function findMessages(document: Document): string[] {
  const messages = document.errors.map(
    error => `is not YAML: ${firstLine(error.message)}`,
  );
  visit(document, {
    Node(_, node) {
      if (
        isNode(node) &&
        'tag' in node &&
        node.tag &&
        !CORE_TAG.test(node.tag)
      ) {
        messages.push(`has the tag "${node.tag}": tags are not read`);
      }
    },
  });
  return messages;
}

function firstLine(text: string): string {
  return text.split('\n')[0].replace(/:$/, '');
}

function fail(messages: string[]): { ok: false; problems: Problem[] } {
  return {
    ok: false,
    problems: messages.map(message => ({ path: '', message, kind: 'invalid' })),
  };
}
