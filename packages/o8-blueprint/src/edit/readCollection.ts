import { isMap, parseDocument, type Document } from 'yaml';
import { findForeignParts } from '../parse/readYaml';
import type { Result } from '../types';
import type { Collection, Field } from './Collection';
import { invalid } from './invalid';
import { locateItems } from './locateItems';

/** Much longer than what people write: each module has its part in it. */
const MAX_LENGTH = 16 * 1024 * 1024;

/**
 * What was read last. A plan and its guards read one file of hundreds of modules several
 * times in a row, each of which takes a tenth of a second; nobody changes what was read.
 */
let latest:
  | { text: string; key: string; result: Result<Collection> }
  | undefined;

/**
 * Finds a list or map in a file that people edit too. What cannot be edited line by line,
 * without touching the rest of the file, is a problem that says what would be right.
 */
export function readCollection(text: string, field: Field): Result<Collection> {
  const key = `${field.kind} ${field.field}`;
  if (latest?.text !== text || latest.key !== key) {
    latest = { text, key, result: read(text, field) };
  }
  return latest.result;
}

function read(text: string, field: Field): Result<Collection> {
  if (text.length > MAX_LENGTH) {
    return invalid(`is longer than ${MAX_LENGTH / 1024 / 1024} MiB`);
  }
  if (text.includes('\r')) {
    return invalid('has line ends of Windows (CR LF): it must have LF only');
  }
  try {
    const document = parseDocument(text, {
      schema: 'core',
      version: '1.2',
      uniqueKeys: true,
      logLevel: 'error',
    });
    const messages = findDocumentProblems(document);
    return messages.length > 0
      ? invalid(...messages)
      : locateItems(document, text, field);
  } catch (error) {
    // What is nested too deeply ends the stack.
    const message = error instanceof Error ? error.message : String(error);
    return invalid(`cannot be read as YAML: ${message}`);
  }
}

function findDocumentProblems(document: Document): string[] {
  const { errors, contents } = document;
  if (errors.some(({ code }) => code === 'MULTIPLE_DOCS')) {
    return ['has more than one document; one is expected'];
  }
  const messages = [
    ...errors.map(({ message }) => `is not YAML: ${message.split('\n')[0]}`),
    ...findForeignParts(document),
  ];
  if (messages.length > 0) {
    return messages;
  }
  return isMap(contents) && !contents.flow
    ? []
    : ['must be a map with one field a line'];
}
