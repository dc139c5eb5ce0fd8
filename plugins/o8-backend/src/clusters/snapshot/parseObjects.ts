import { setImmediate } from 'node:timers/promises';
import { parseAllDocuments, YAMLParseError } from 'yaml';
import { z } from 'zod';
import { ClusterError } from '../ClusterError';
import { tooMuch } from './SnapshotFile';

/** What a file says, or why it says nothing. */
export interface ParsedFile {
  objects: SnapshotObject[];
  problem?: string;
}

const metadataSchema = z.looseObject({
  name: z.string().min(1),
  namespace: z.string().optional().catch(undefined),
});

const objectSchema = z.looseObject({
  apiVersion: z.string().min(1),
  kind: z.string().min(1),
  metadata: metadataSchema,
});

const listSchema = z.object({
  apiVersion: z.string().optional(),
  kind: z.string().regex(/List$/),
  items: z.array(z.unknown()),
});

/** An object as it was exported. */
export type SnapshotObject = z.output<typeof objectSchema>;

const MAX_ALIASES = 100;
const MAX_DEPTH = 8;
/** The parser takes a second or two for it, and a hundred times the memory. */
const MAX_DOCUMENT_LENGTH = 2 * 1024 * 1024;
/** Three dashes at the begin of a line are nothing else in YAML, also not in a text. */
const DOCUMENT_START = /^(?=---(?:\s|$))/m;

/**
 * The objects in the text of a YAML or JSON file: of several documents, and of lists.
 * What is no Kubernetes object, such as the values of a chart, is passed over.
 */
export async function parseObjects(
  name: string,
  text: string,
): Promise<ParsedFile> {
  const isJson = /\.json$/i.test(name);
  try {
    if (isJson) {
      return { objects: toObjects(JSON.parse(text), 0) };
    }
    const objects: SnapshotObject[] = [];
    for (const part of splitDocuments(text)) {
      // Others must get their turn between two documents.
      await setImmediate();
      for (const document of parseYaml(part)) {
        objects.push(...toObjects(document, 0));
      }
    }
    return { objects };
  } catch (error) {
    return { objects: [], problem: isJson ? 'it is not JSON' : toWords(error) };
  }
}

// Where directives stand before the dashes, they belong together.
function splitDocuments(text: string): string[] {
  return /^%/m.test(text) ? [text] : text.split(DOCUMENT_START);
}

function parseYaml(text: string): unknown[] {
  if (text.length > MAX_DOCUMENT_LENGTH) {
    throw tooMuch(
      `a YAML document is longer than ${MAX_DOCUMENT_LENGTH} characters; as JSON it may be`,
    );
  }
  return parseAllDocuments(text, { logLevel: 'error' }).map(document => {
    const [error] = document.errors;
    if (error) {
      throw error;
    }
    return document.toJS({ maxAliasCount: MAX_ALIASES }) as unknown;
  });
}

function toObjects(input: unknown, depth: number): SnapshotObject[] {
  const list = listSchema.safeParse(input).data;
  if (list && depth < MAX_DEPTH) {
    return list.items.flatMap(item =>
      toObjects(inherit(item, list), depth + 1),
    );
  }
  const { data } = objectSchema.safeParse(input);
  // Exports may hold them. Nothing reads them, so they are not even kept.
  const isSecret = data?.apiVersion === 'v1' && data.kind === 'Secret';
  return data && !isSecret ? [data] : [];
}

// The items of a list from the API itself come without version and kind.
function inherit(item: unknown, list: z.output<typeof listSchema>): unknown {
  const isOfKind = list.kind !== 'List' && list.apiVersion;
  return isOfKind && typeof item === 'object' && item !== null
    ? {
        apiVersion: list.apiVersion,
        kind: list.kind.replace(/List$/, ''),
        ...item,
      }
    : item;
}

// The parser's own sentences repeat what stands in the file, which may be a secret.
function toWords(error: unknown): string {
  if (error instanceof ClusterError) {
    return error.message;
  }
  return error instanceof YAMLParseError
    ? `it is not YAML (${error.code})`
    : 'it is not YAML that can be taken: aliases without an anchor, or too many';
}
