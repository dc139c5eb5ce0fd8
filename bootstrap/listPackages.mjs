import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { ROOT } from './paths.mjs';

/** Every package of the repository: its folder, from the root, and its manifest. */
export function listPackages(root = ROOT) {
  return ['packages', 'plugins'].flatMap(group =>
    readdirSync(path.join(root, group))
      .sort()
      .map(name => path.posix.join(group, name))
      .filter(folder => existsSync(path.join(root, folder, 'package.json')))
      .map(folder => ({
        folder,
        manifest: JSON.parse(
          readFileSync(path.join(root, folder, 'package.json'), 'utf8'),
        ),
      })),
  );
}
