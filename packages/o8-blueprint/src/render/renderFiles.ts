import type { PlannedFile, RenderedFile } from '../types';
import { compareText, sortKeys } from './sortKeys';
import { toYaml, toYamlDocuments } from './toYaml';

/**
 * Files as text, sorted by path. Equal files become equal text, whatever the order
 * of their keys.
 *
 * @throws Error for a path that is not below its repository or is there twice.
 * @public
 */
export function renderFiles(files: PlannedFile[]): RenderedFile[] {
  const seen = new Set<string>();
  const known = new Map<string, string>();
  return files
    .map(file => {
      assertPath(file.path);
      // Two names of one file on a disk that does not tell a from A.
      const key = file.path.toLowerCase();
      if (seen.has(key)) {
        throw new Error(`The file "${file.path}" is there twice`);
      }
      seen.add(key);
      return {
        path: file.path,
        content: toText(file, known),
        mode: '100644' as const,
      };
    })
    .sort((a, b) => compareText(a.path, b.path));
}

const PATH_PART = /^[A-Za-z0-9._-]+$/;

function assertPath(path: string): void {
  const parts = path.split('/');
  const isBelow = parts.every(
    part =>
      PATH_PART.test(part) &&
      !['.', '..'].includes(part) &&
      !/^\.git$/i.test(part),
  );
  if (!isBelow) {
    throw new Error(`"${path}" is not a path below its repository`);
  }
}

// A lock names the blobs of files that are rendered again right after it.
const texts = new WeakMap<PlannedFile, string>();

function toText(file: PlannedFile, known: Map<string, string>): string {
  const before = texts.get(file);
  if (before !== undefined) {
    return before;
  }
  const text = write(file, known);
  texts.set(file, text);
  return text;
}

function write(file: PlannedFile, known: Map<string, string>): string {
  if ('objects' in file) {
    return toYamlDocuments(file.objects, known);
  }
  if ('document' in file) {
    return toYaml(file.document, file.comment);
  }
  if ('json' in file) {
    return `${JSON.stringify(sortKeys(file.json), null, 2)}\n`;
  }
  return file.text;
}
