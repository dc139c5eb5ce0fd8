import { isError, NotFoundError } from '@backstage/errors';
import { randomUUID } from 'node:crypto';
import { mkdir, readdir, realpath, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import type { Git } from '../program';
import { Repository } from './Repository';
import { isPathPart, parseRepositoryPath } from './repositoryPath';

const SUFFIX = '.git';
// No owner is called so: names begin with a letter or digit.
const UNFINISHED = '.new-';
// How systems say that a folder cannot get a name because something has it.
const TAKEN = new Set(['ENOTEMPTY', 'EEXIST', 'ENOTDIR', 'EPERM']);

// At the start, while clients may already work with them.
const MAX_COLLECT_MS = 20_000;

/** The bare repositories of a folder: `<owner>/<name>.git`. */
export class Repositories {
  /** A real path, without symlinks. */
  readonly folder: string;
  readonly #git: Git;

  private constructor(folder: string, git: Git) {
    this.folder = folder;
    this.#git = git;
  }

  static async open(folder: string, git: Git): Promise<Repositories> {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    return new Repositories(await realpath(folder), git);
  }

  /**
   * Removes what git was in the middle of when an earlier fleet was killed: a lock that
   * stays would refuse every later push. Only for whoever has the port, and so is alone.
   */
  async recover(): Promise<void> {
    const names = await readdir(this.folder);
    const unfinished = names.filter(name => name.startsWith(UNFINISHED));
    const paths = await this.list();
    const locks = await Promise.all(
      paths.map(each => findLocks(this.#folderOf(each))),
    );
    const left = [
      ...unfinished.map(name => path.join(this.folder, name)),
      ...locks.flat(),
    ];
    await Promise.all(
      left.map(each => rm(each, { recursive: true, force: true })),
    );
    await this.#removeEmpty(paths);
  }

  /** Packs what pushes have left, one repository after the other, until the time is over. */
  async collectGarbage(log: (line: string) => void): Promise<void> {
    const endMs = Date.now() + MAX_COLLECT_MS;
    for (const each of await this.list()) {
      if (Date.now() >= endMs) return;
      try {
        const folder = this.#folderOf(each);
        await this.#git.run(['--git-dir', folder, 'gc', '--quiet']);
      } catch (error) {
        log(`git: ${each} was not packed: ${error}`);
      }
    }
  }

  /** Somebody asked to push, and never did: the first of its two requests makes it. */
  async #removeEmpty(paths: readonly string[]): Promise<void> {
    for (const each of paths) {
      const repository = await this.find(each);
      // One that git cannot read is left for somebody to look at.
      const refs = await repository?.fingerprint().catch(() => undefined);
      if (repository && refs === '') {
        await rm(repository.folder, { recursive: true, force: true });
      }
    }
  }

  /** The paths of all repositories, sorted. */
  async list(): Promise<string[]> {
    const owners = (await listFolders(this.folder)).filter(isPathPart);
    const paths = await Promise.all(
      owners.map(async owner => {
        const names = await listFolders(path.join(this.folder, owner));
        return names
          .filter(name => name.endsWith(SUFFIX))
          .map(name => name.slice(0, -SUFFIX.length))
          .filter(isPathPart)
          .map(name => `${owner}/${name}`);
      }),
    );
    return paths.flat().sort();
  }

  /** The repository at a path, or undefined where none is. */
  async find(repositoryPath: string): Promise<Repository | undefined> {
    const folder = this.#folderOf(repositoryPath);
    try {
      // A link could lead out of here, and a system that ignores case to another name.
      if ((await realpath(folder)) !== folder) {
        return undefined;
      }
    } catch (error) {
      if (isError(error) && error.code === 'ENOENT') {
        return undefined;
      }
      throw error;
    }
    return new Repository({ git: this.#git, path: repositoryPath, folder });
  }

  /** The repository at a path; an empty one is made where none is. */
  async findOrCreate(
    repositoryPath: string,
    branch: string,
  ): Promise<Repository> {
    const found = await this.find(repositoryPath);
    if (found) {
      return found;
    }
    await this.#create(repositoryPath, branch);
    const created = await this.find(repositoryPath);
    if (!created) {
      throw new NotFoundError(`${repositoryPath} cannot be made here`);
    }
    return created;
  }

  /** Whole or not at all: nobody sees a half-made repository. */
  async #create(repositoryPath: string, branch: string): Promise<void> {
    const folder = this.#folderOf(repositoryPath);
    const owner = path.dirname(folder);
    const draft = path.join(this.folder, `${UNFINISHED}${randomUUID()}`);
    await mkdir(owner, { recursive: true, mode: 0o700 });
    if ((await realpath(owner)) !== owner) {
      return;
    }
    try {
      await this.#git.run([
        'init',
        '--bare',
        '--quiet',
        '--template=',
        `--initial-branch=${branch}`,
        '--',
        draft,
      ]);
      await rename(draft, folder);
    } catch (error) {
      // Somebody else was faster, with the same empty repository.
      if (!isError(error) || !TAKEN.has(String(error.code))) {
        throw error;
      }
    } finally {
      await rm(draft, { recursive: true, force: true });
    }
  }

  #folderOf(repositoryPath: string): string {
    const [owner, name] = parseRepositoryPath(repositoryPath);
    return path.join(this.folder, owner, `${name}${SUFFIX}`);
  }
}

/** The folders in a folder; links to folders are none. */
async function listFolders(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  return entries.filter(each => each.isDirectory()).map(({ name }) => name);
}

/** The lock files of a repository's refs and settings; no branch may be called so. */
async function findLocks(folder: string): Promise<string[]> {
  const refs = await readdir(path.join(folder, 'refs'), { recursive: true });
  return [
    ...(await readdir(folder)),
    ...refs.map(name => path.join('refs', name)),
  ]
    .filter(name => name.endsWith('.lock'))
    .map(name => path.join(folder, name));
}
