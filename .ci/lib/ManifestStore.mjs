import { createHash } from 'node:crypto';
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';

const OVERLAY = /^deploy\/overlays\/[^/]+$/;

/** Collects what is rendered again and again, each content once. */
export class ManifestStore {
  #folder;
  #hashes = new Set();
  /** What is built from the same files is the same. */
  #builds = new Map();
  files = 0;

  constructor(folder) {
    this.#folder = folder;
    mkdirSync(folder, { recursive: true });
  }

  /** What Argo CD applies of a platform repository. */
  addPlatform(root) {
    const isApplied = at =>
      /^(bootstrap|modules)\/.*\.yaml$/.test(at) &&
      !/(^|\/)(module|kustomization|values|Chart)\.yaml$|\/templates\//.test(
        at,
      );
    for (const at of listFiles(root).filter(isApplied)) {
      this.#add(path.basename(at), readFileSync(path.join(root, at), 'utf8'));
    }
  }

  /** The overlays of a module's repository whose like was not there before. */
  addModule(root) {
    const files = listFiles(root).filter(at => at.startsWith('deploy/'));
    const overlays = [...new Set(files.map(at => path.posix.dirname(at)))];
    for (const overlay of overlays.filter(at => OVERLAY.test(at))) {
      const inputs = files.filter(
        at => at.startsWith('deploy/base/') || at.startsWith(`${overlay}/`),
      );
      const texts = inputs.map(
        at => `${at}\n${readFileSync(path.join(root, at), 'utf8')}`,
      );
      const hash = hashOf(texts.join('\0'));
      if (!this.#builds.has(hash)) {
        this.#builds.set(hash, path.join(root, overlay));
      }
    }
    for (const at of files.filter(isBase)) {
      this.#add(path.basename(at), readFileSync(path.join(root, at), 'utf8'));
    }
  }

  /** The folders to build. */
  get overlays() {
    return [...this.#builds.values()];
  }

  addBuilt(text) {
    this.#add('built.yaml', text);
  }

  #add(name, text) {
    const hash = hashOf(text);
    if (!this.#hashes.has(hash)) {
      this.#hashes.add(hash);
      this.files += 1;
      writeFileSync(path.join(this.#folder, `${hash}-${name}`), text);
    }
  }
}

/** Copies a folder over another one, where it is there. */
export function copyOver(from, to) {
  if (existsSync(from)) {
    cpSync(from, to, { recursive: true });
  }
}

function isBase(at) {
  return (
    /^deploy\/base\/.*\.yaml$/.test(at) && !at.endsWith('/kustomization.yaml')
  );
}

function listFiles(root) {
  return readdirSync(root, { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile())
    .map(entry =>
      path
        .relative(root, path.join(entry.parentPath, entry.name))
        .replaceAll(path.sep, '/'),
    )
    .sort();
}

function hashOf(text) {
  return createHash('sha256').update(text).digest('hex').slice(0, 16);
}
