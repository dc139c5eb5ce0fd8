import type { Dirent } from 'node:fs';
import { readdir } from 'node:fs/promises';
import path from 'node:path';

const MAX_ENTRIES = 200_000;

/** Which entries below a folder matter; paths are relative to it, with `/`. */
export interface Scope {
  folder(path: string): boolean;
  file(path: string): boolean;
}

/** What is below a folder. Links are listed, and never followed. */
export interface Listing {
  files: string[];
  links: string[];
}

/** Lists what matters below a folder, sorted. */
export async function listFolder(
  folder: string,
  scope: Scope,
): Promise<Listing> {
  const listing: Listing = { files: [], links: [] };
  const open = [''];
  let count = 0;
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    const entries = await readdir(path.join(folder, at), {
      withFileTypes: true,
    });
    count += entries.length;
    if (count > MAX_ENTRIES) {
      throw new Error(`${folder} has more than ${MAX_ENTRIES} entries`);
    }
    for (const entry of entries) {
      const entryPath = at ? `${at}/${entry.name}` : entry.name;
      sort(entry, entryPath);
    }
  }
  listing.files.sort();
  listing.links.sort();
  return listing;

  function sort(entry: Dirent, at: string): void {
    if (entry.isDirectory()) {
      if (scope.folder(at)) {
        open.push(at);
      }
    } else if (entry.isSymbolicLink()) {
      if (scope.folder(at) || scope.file(at)) {
        listing.links.push(at);
      }
    } else if (scope.file(at)) {
      listing.files.push(at);
    }
  }
}
