/** A file, folder, link or submodule of a commit. */
export interface TreeEntry {
  /** Its name, or its path where it was asked for by path. */
  name: string;
  type: 'blob' | 'tree' | 'commit';
  mode: string;
  id: string;
  /** Of files and links. */
  sizeBytes?: number;
}

const ENTRY = /^(\d{6}) (blob|tree|commit) ([0-9a-f]{40,64}) +(\d+|-)\t([^]+)$/;

/** Reads what `git ls-tree -z -l` prints. */
export function parseTree(output: Buffer): TreeEntry[] {
  return output
    .toString('utf8')
    .split('\0')
    .filter(Boolean)
    .map(line => {
      const [, mode, type, id, size, name] = ENTRY.exec(line) ?? [];
      if (name === undefined) {
        throw new Error(`git ls-tree printed what is not an entry: ${line}`);
      }
      return {
        name,
        type: type as TreeEntry['type'],
        mode,
        id,
        ...(size === '-' ? {} : { sizeBytes: Number(size) }),
      };
    });
}
