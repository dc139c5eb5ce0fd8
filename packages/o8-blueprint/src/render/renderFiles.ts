import { isEqual } from '../edit/isEqual';
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
  const namesakes = new Map<string, PlannedFile[]>();
  return files
    .map(file => {
      assertPath(file.path);
      // Two names of one file on a disk that does not tell a from A.
      const key = file.path.toLowerCase();
      if (seen.has(key)) {
        throw new Error(`The file "${file.path}" is there twice`);
      }
      seen.add(key);
      const name = file.path.slice(file.path.lastIndexOf('/') + 1);
      const others = namesakes.get(name) ?? [];
      namesakes.set(name, [...others, file]);
      return {
        path: file.path,
        content: toText(file, others),
        mode: '100644' as const,
      };
    })
    .sort((a, b) => compareText(a.path, b.path));
}

const PATH = /^[A-Za-z0-9._-]+(?:\/[A-Za-z0-9._-]+)*$/;
const NOT_BELOW = /(?:^|\/)(?:\.|\.\.|\.git)(?:\/|$)/i;

function assertPath(path: string): void {
  if (!PATH.test(path) || NOT_BELOW.test(path)) {
    throw new Error(`"${path}" is not a path below its repository`);
  }
}

// A lock names the blobs of files that are rendered again right after it.
const texts = new WeakMap<PlannedFile, string>();

function toText(file: PlannedFile, namesakes: PlannedFile[]): string {
  const before = texts.get(file);
  if (before !== undefined) {
    return before;
  }
  const text = findSame(file, namesakes) ?? write(file);
  texts.set(file, text);
  return text;
}

/** Most files of a module are the same on all its clusters: one text is enough. */
function findSame(
  file: PlannedFile,
  namesakes: PlannedFile[],
): string | undefined {
  const same = namesakes.find(
    other =>
      'objects' in file &&
      'objects' in other &&
      isEqual(file.objects, other.objects),
  );
  return same && texts.get(same);
}

function write(file: PlannedFile): string {
  if ('objects' in file) {
    return toYamlDocuments(file.objects);
  }
  if ('document' in file) {
    return toYaml(file.document, file.comment);
  }
  if ('json' in file) {
    return `${JSON.stringify(sortKeys(file.json), null, 2)}\n`;
  }
  return file.text;
}
