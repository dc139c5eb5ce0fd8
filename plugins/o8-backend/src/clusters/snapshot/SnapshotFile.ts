import { ClusterError } from '../ClusterError';

/** A file of a snapshot, wherever it is. */
export interface SnapshotFile {
  /** Its path inside of the snapshot, with slashes. */
  name: string;
  bytes: number;
  modifiedMs: number;
  read(): Promise<string>;
}

/** What is too much for a snapshot. */
export const LIMITS = {
  files: 100_000,
  fileBytes: 64 * 1024 * 1024,
  totalBytes: 512 * 1024 * 1024,
  depth: 32,
};

/** Whether a file can hold objects. */
export function isReadable(name: string): boolean {
  return /\.(ya?ml|json)$/i.test(name);
}

/** Counts files and bytes, and refuses what is too much. */
export class Budget {
  #files = 0;
  #bytes = 0;

  take(file: { bytes: number }): void {
    this.#files += 1;
    this.#bytes += file.bytes;
    if (this.#files > LIMITS.files) {
      throw tooMuch(`more than ${LIMITS.files} files`);
    }
    if (this.#bytes > LIMITS.totalBytes) {
      throw tooMuch(`more than ${LIMITS.totalBytes} bytes`);
    }
  }
}

export function tooMuch(what: string): ClusterError {
  return new ClusterError('invalid', `The snapshot cannot be read: ${what}`);
}

/** The snapshot as a whole is not there. */
export function toSnapshotError(error: unknown): ClusterError {
  if (error instanceof ClusterError) {
    return error;
  }
  const { code } = Object(error) as { code?: unknown };
  const words =
    code === 'ENOENT' || code === 'ENOTDIR'
      ? 'it is not there'
      : `it cannot be opened (${String(code ?? 'it is damaged')})`;
  return new ClusterError(
    'unreachable',
    `The snapshot cannot be read: ${words}`,
    {
      cause: error,
    },
  );
}
