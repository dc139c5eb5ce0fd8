import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { callerFolder } from '../callerFolder.mjs';
import { run } from '../children.mjs';
import { ROOT } from '../paths.mjs';
import { Problem } from '../Problem.mjs';
import { setUp } from '../setUp.mjs';

/** Creates the command that runs the program of a workspace package; `script` is its name. */
export function workspaceProgram(script, packageName) {
  return async args => {
    const folder = path.join(ROOT, 'packages', packageName);
    const manifest = path.join(folder, 'package.json');
    if (!existsSync(manifest)) {
      throw new Problem(
        `This version does not have it yet: it comes with packages/${packageName}.`,
      );
    }
    const { bin } = JSON.parse(readFileSync(manifest, 'utf8'));
    // What the program prints on stdout may be read by another one.
    const { env, node } = await setUp({ log: text => console.error(text) });
    const cwd = callerFolder({ script });
    const file = typeof bin === 'string' ? bin : Object.values(bin)[0];
    return run(node, [path.join(folder, file), ...args], { env, cwd });
  };
}
