import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { createFolder } from './createFolder';
import { createSpec, ZONE } from './examples';
import { readTree } from './readTree';
import { commitAll, runGit } from './runGit';
import { runIn } from './runIn';

/** Run where {@link startUpgrade} has begun. */
export const DIFF = 'diff module --landing-zone zone.yaml --platform apps';
export const SERVICE = 'deploy/base/service.yaml';
export const README = 'README.md';

export const read = (...names: string[]) =>
  readFileSync(path.join(...names), 'utf8');

/** Changes a text of a file; one that is not there is a mistake of the test. */
export function edit(file: string, from: string | RegExp, to: string): void {
  const text = read(file);
  if (text.replace(from, to) === text) {
    throw new Error(`${file} has no ${from}`);
  }
  writeFileSync(file, text.replace(from, to));
}

/**
 * A module and its platform repository, as an older version of the blueprint would have
 * written them: `old` changes texts of the module before they are committed.
 */
let template: string | undefined;
export async function startUpgrade(
  old?: (module: string) => void,
): Promise<string> {
  const folder = createFolder();
  if (template === undefined) {
    const first = createFolder({ 'zone.yaml': ZONE, 'o8.yaml': createSpec() });
    await runIn(first, 'init zone.yaml --out apps');
    await runIn(
      first,
      'render o8.yaml --landing-zone zone.yaml --platform apps --out build',
    );
    cpSync(path.join(first, 'build/platform'), path.join(first, 'apps'), {
      recursive: true,
    });
    cpSync(path.join(first, 'build/module'), path.join(first, 'module'), {
      recursive: true,
    });
    template = JSON.stringify(readTree(first));
  }
  for (const [name, text] of Object.entries(JSON.parse(template))) {
    if (!name.startsWith('build/')) {
      const file = path.join(folder, name);
      mkdirSync(path.dirname(file), { recursive: true });
      writeFileSync(file, String(text));
    }
  }
  const module = path.join(folder, 'module');
  if (old) {
    old(module);
    relock(module, '.o8/lock.json');
    commitAll(module);
  }
  return folder;
}

/** Writes into the lock what is there now. */
function relock(root: string, lock: string): void {
  const file = path.join(root, lock);
  const json = JSON.parse(read(file));
  const paths = Object.keys(json.files);
  const ids = runGit(
    root,
    'hash-object --stdin-paths',
    `${paths.join('\n')}\n`,
  );
  ids
    .trim()
    .split('\n')
    .forEach((blob, index) => {
      json.files[paths[index]].blob = blob;
    });
  json.blueprint = '0';
  writeFileSync(file, `${JSON.stringify(json, null, 2)}\n`);
}

export const actionsOf = (out: string): Record<string, string> =>
  Object.fromEntries(
    JSON.parse(out)
      .files.filter(({ action }: { action: string }) => action !== 'unchanged')
      .map(({ path: at, action }: Record<string, string>) => [at, action]),
  );
