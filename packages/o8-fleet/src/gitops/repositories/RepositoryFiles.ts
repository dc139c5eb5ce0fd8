import { RenderError } from '../render/RenderError';

/** What a path of a commit is: text, or why it cannot be read. */
export type RepositoryEntry =
  | { type: 'text'; text: string }
  | { type: 'symlink' }
  | { type: 'large'; sizeBytes: number };

/** The files of one commit in memory. Paths are relative to its top, with `/`. */
export class RepositoryFiles {
  readonly #entries: ReadonlyMap<string, RepositoryEntry>;
  readonly #paths: readonly string[];

  constructor(entries: ReadonlyMap<string, RepositoryEntry>) {
    this.#entries = entries;
    this.#paths = [...entries.keys()].sort();
  }

  /** Files in memory, for tests and previews. */
  static of(files: Record<string, string>): RepositoryFiles {
    const entries = Object.entries(files).map(
      ([path, text]) => [path, { type: 'text', text }] as const,
    );
    return new RepositoryFiles(new Map(entries));
  }

  has(path: string): boolean {
    return this.#entries.has(path);
  }

  isDirectory(path: string): boolean {
    return path === '' || this.#paths.some(each => each.startsWith(`${path}/`));
  }

  /** All files below a directory, at any depth. */
  list(directory: string): string[] {
    const prefix = directory === '' ? '' : `${directory}/`;
    return this.#paths.filter(path => path.startsWith(prefix));
  }

  isSymlink(path: string): boolean {
    return this.#entries.get(path)?.type === 'symlink';
  }

  /** @throws RenderError if there is no such file, or none that is read */
  read(path: string): string {
    const entry = this.#entries.get(path);
    switch (entry?.type) {
      case 'text':
        return entry.text;
      case 'symlink':
        throw new RenderError(`${path} is a symbolic link: these are refused`);
      case 'large':
        throw new RenderError(
          `${path} is too large for a manifest (${entry.sizeBytes} bytes)`,
        );
      default:
        throw new RenderError(`${path} does not exist`);
    }
  }
}
