import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { run } from '../children.mjs';
import { ROOT } from '../paths.mjs';
import { Problem } from '../Problem.mjs';
import { setUp } from '../setUp.mjs';

const FOLDER = path.join(ROOT, 'bench');
const ENDING = '.bench.mjs';
// They take from a quarter of an hour to half an hour each: who wants them names them.
const ONLY_BY_NAME = ['faults', 'read', 'soak'];

/**
 * Runs one benchmark by its name, or all but the long ones. They print tables, never
 * fail.
 */
export async function bench([name, ...args]) {
  const names = readdirSync(FOLDER)
    .filter(file => file.endsWith(ENDING))
    .map(file => file.slice(0, -ENDING.length))
    .sort();
  if (name && !existsSync(path.join(FOLDER, `${name}${ENDING}`))) {
    throw new Problem(
      `There is no benchmark "${name}": choose one of ${names.join(', ')}.`,
    );
  }
  const { env, node } = await setUp();
  const short = names.filter(each => !ONLY_BY_NAME.includes(each));
  for (const chosen of name ? [name] : short) {
    console.log(`\n# ${chosen}\n`);
    const file = path.join(FOLDER, `${chosen}${ENDING}`);
    const code = await run(node, [file, ...args], { env });
    if (code !== 0) {
      return code;
    }
  }
  return 0;
}
