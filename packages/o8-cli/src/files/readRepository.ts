import type { RepositoryFile } from '@orchestr8/o8-blueprint';
import path from 'node:path';
import { ofFile, type FileProblem } from '../FileProblem';
import { describeSystemError } from '../toSentence';
import { listFolder, type Listing, type Scope } from './listFolder';
import { readText } from './readText';

const AT_ONCE = 64;

/** A repository as data, and what of it could not be read. */
export interface ReadRepository {
  files: RepositoryFile[];
  problems: FileProblem[];
}

/** Reads the files of a repository that matter. */
export async function readRepository(options: {
  /** Absolute. */
  folder: string;
  /** How problems call the folder. */
  label: string;
  scope: Scope;
}): Promise<ReadRepository> {
  const { folder, label, scope } = options;
  let listing: Listing;
  try {
    listing = await listFolder(folder, scope);
  } catch (error) {
    const message = `cannot be read: ${describeSystemError(error)}`;
    return { files: [], problems: [ofFile(label, 'unreadable', message)] };
  }
  const read: ReadRepository = {
    files: [],
    problems: listing.links.map(link =>
      ofFile(
        path.join(label, link),
        'unreadable',
        'is a symbolic link, and these are not followed',
      ),
    ),
  };
  for (let from = 0; from < listing.files.length; from += AT_ONCE) {
    const names = listing.files.slice(from, from + AT_ONCE);
    const texts = await Promise.all(
      names.map(name => readText(path.join(folder, name))),
    );
    texts.forEach((text, index) => {
      const name = names[index];
      if (text.ok) {
        read.files.push({ path: name, content: text.value });
      } else {
        read.problems.push(
          ofFile(path.join(label, name), 'unreadable', text.reason),
        );
      }
    });
  }
  return read;
}
