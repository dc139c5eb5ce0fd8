import type { Problem } from '@orchestr8/backstage-plugin-o8-common';
import {
  isAlias,
  isNode,
  isPair,
  isScalar,
  parseAllDocuments,
  visit,
  type Document,
} from 'yaml';
import type { Result } from '../types';

/** Longer texts are not read: nobody wrote them by hand. */
export const MAX_YAML_LENGTH = 256 * 1024;
/** Without one of these a text has neither tags nor aliases nor merge keys. */
const NOT_READ = /[!*]|<</;

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
  if (text.length > MAX_YAML_LENGTH) {
    return fail([`is longer than ${MAX_YAML_LENGTH / 1024} KiB`]);
  }
  try {
    const parsed = parseAllDocuments(text, {
      schema: 'core',
      version: '1.2',
      uniqueKeys: true,
      // What it warns of, such as keys that are lists, would fill the log of a server.
      logLevel: 'error',
    });
    const documents: Document[] = Array.isArray(parsed) ? parsed : [];
    const isPlain = !NOT_READ.test(text);
    const messages = documents.flatMap(document => [
      ...document.errors.map(
        error => `is not YAML: ${firstLine(error.message)}`,
      ),
      ...(isPlain ? [] : findForeignParts(document)),
    ]);
    if (messages.length > 0) {
      return fail(messages);
    }
    const values = documents.map(document => document.toJS());
    return { ok: true, value: values.filter(value => value !== null) };
  } catch (error) {
    // What is nested too deeply ends the stack.
    const message = error instanceof Error ? error.message : String(error);
    return fail([`cannot be read as YAML: ${message}`]);
  }
}

/** What readers make different things of, whose portal or Argo CD reads it next. */
export function findForeignParts(document: Document): string[] {
  const messages: string[] = [];
  visit(document, (_, node) => {
    if (isAlias(node)) {
      messages.push(`has the alias "*${node.source}": aliases are not read`);
    } else if (isNode(node) && node.tag !== undefined) {
      messages.push(`has the tag "${node.tag}": tags are not read`);
    } else if (isPair(node) && isScalar(node.key) && node.key.value === '<<') {
      messages.push('has the merge key "<<": merge keys are not read');
    }
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
