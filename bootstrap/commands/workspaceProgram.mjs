import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { run } from '../children.mjs';
import { ROOT } from '../paths.mjs';
import { Problem } from '../Problem.mjs';
import { setUp } from '../setUp.mjs';

/** Creates the command that runs the program of a workspace package. */
export function workspaceProgram(packageName) {
  return async args => {
    const folder = path.join(ROOT, 'packages', packageName);
    const manifest = path.join(folder, 'package.json');
    if (!existsSync(manifest)) {
      throw new Problem(
        `This version does not have it yet: it comes with packages/${packageName}.`,
      );
    }
    const { bin } = JSON.parse(readFileSync(manifest, 'utf8'));
    const { env, node } = await setUp();
    const file = typeof bin === 'string' ? bin : Object.values(bin)[0];
    return run(node, [path.join(folder, file), ...args], { env });
  };
}
