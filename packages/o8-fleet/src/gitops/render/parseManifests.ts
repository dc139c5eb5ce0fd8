import { isAlias, parseAllDocuments, visit, type ScalarTag } from 'yaml';
import type { Manifest, RenderedManifest } from '../types';
import { RenderError } from './RenderError';

const MAX_ALIASES = 100;

// Beside YAML 1.2, as the parsers of Kubernetes: `defaultMode: 0644` is octal.
const OCTAL: ScalarTag = {
  tag: 'tag:yaml.org,2002:int',
  default: true,
  test: /^[-+]?0[0-7]+$/,
  resolve: text => Number.parseInt(text, 8),
};

// Those of kubectl and Argo CD read these flags of YAML 1.1, that of kustomize does not.
const FLAG: ScalarTag = {
  tag: 'tag:yaml.org,2002:bool',
  default: true,
  test: /^(?:[yYnN]|yes|Yes|YES|no|No|NO|on|On|ON|off|Off|OFF)$/,
  resolve: text => /^(?:y|on)/i.test(text),
};

/** How a file is read. */
export interface ParseOptions {
  /** Whether `yes`, `on` and the like are flags. */
  yesIsTrue: boolean;
}

/** A value of YAML or JSON with fields. */
export type JsonRecord = Record<string, unknown>;

/** Whether a value has fields. */
export function isRecord(value: unknown): value is JsonRecord {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * The documents of a YAML or JSON file; empty ones are left out.
 *
 * @throws RenderError with the file and line of what cannot be read
 */
export function parseDocuments(
  text: string,
  file: string,
  { yesIsTrue }: ParseOptions,
): unknown[] {
  const documents = parseAllDocuments(text, {
    merge: true,
    prettyErrors: true,
    customTags: tags => [OCTAL, ...(yesIsTrue ? [FLAG] : []), ...tags],
  });
  return [...documents].flatMap(document => {
    const [error] = document.errors;
    if (error) {
      const line = error.linePos?.[0].line;
      const [reason] = error.message.split('\n');
      // The parser says where it is, in its own way.
      const plain = reason.replace(/ at line \d+, column \d+:?$/, '');
      throw new RenderError(`${file}${line ? `, line ${line}` : ''}: ${plain}`);
    }
    let aliases = 0;
    visit(document, (_, node) => {
      if (isAlias(node)) aliases += 1;
    });
    if (aliases > MAX_ALIASES) {
      throw new RenderError(`${file} has more than ${MAX_ALIASES} aliases`);
    }
    try {
      const value: unknown = document.toJS({ maxAliasCount: MAX_ALIASES });
      return value === null || value === undefined ? [] : [value];
    } catch (problem) {
      throw new RenderError(
        `${file}: ${problem instanceof Error ? problem.message : problem}`,
      );
    }
  });
}

/**
 * The objects of a file; those of a `List` one by one.
 *
 * @throws RenderError for what is no Kubernetes object
 */
export function parseManifests(
  text: string,
  file: string,
  options: ParseOptions,
): RenderedManifest[] {
  return parseDocuments(text, file, options).flatMap(document =>
    toManifests(document, file),
  );
}

function toManifests(value: unknown, file: string): RenderedManifest[] {
  if (!isRecord(value)) {
    throw new RenderError(`${file} holds something that is no object`);
  }
  const { apiVersion, kind, metadata, items } = value;
  if (typeof kind !== 'string' || kind === '') {
    throw new RenderError(`${file} holds an object without "kind"`);
  }
  if (typeof apiVersion !== 'string' || apiVersion === '') {
    throw new RenderError(`${file}: ${kind} has no "apiVersion"`);
  }
  if (kind === 'List' && Array.isArray(items)) {
    return items.flatMap(item => toManifests(item, file));
  }
  const name = isRecord(metadata) ? metadata.name : undefined;
  if (typeof name !== 'string' || name === '') {
    throw new RenderError(`${file}: ${kind} has no "metadata.name"`);
  }
  assertTexts(value, `${file}: ${kind} "${name}"`);
  return [{ manifest: value as Manifest, file }];
}

/** Labels and annotations are text: a server refuses numbers and flags. */
function assertTexts(value: JsonRecord, where: string): void {
  const metadata = value.metadata as JsonRecord;
  for (const field of ['labels', 'annotations']) {
    const map = metadata[field];
    if (map === undefined || map === null) continue;
    const isText =
      isRecord(map) && Object.values(map).every(v => typeof v === 'string');
    if (!isText) {
      throw new RenderError(`${where}: metadata.${field} must hold text only`);
    }
  }
  const { namespace } = metadata;
  if (namespace !== undefined && typeof namespace !== 'string') {
    throw new RenderError(`${where}: metadata.namespace must be text`);
  }
}
