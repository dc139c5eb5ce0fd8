import { parseAllDocuments } from 'yaml';
import { z } from 'zod';

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

/**
 * The objects in the text of a YAML or JSON file: of several documents, and of lists.
 * What is no Kubernetes object, such as the values of a chart, is passed over.
 */
export function parseObjects(name: string, text: string): ParsedFile {
  try {
    const documents = /\.json$/i.test(name) ? parseJson(text) : parseYaml(text);
    return { objects: documents.flatMap(each => toObjects(each, 0)) };
  } catch (error) {
    return { objects: [], problem: toProblem(error) };
  }
}

function parseJson(text: string): unknown[] {
  return [JSON.parse(text)];
}

function parseYaml(text: string): unknown[] {
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

function toProblem(error: unknown): string {
  const { message = '' } = Object(error) as { message?: string };
  // Its first line: the others repeat the file.
  return message.split('\n')[0].replace(/:$/, '').slice(0, 200);
}
