import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const KIND = /^kind: ['"]?PrometheusRule['"]?$/m;

/**
 * Lets promtool read every PrometheusRule below a folder: its expressions, and the
 * templates in what its alerts say. Skipped where Prometheus is not installed.
 *
 * @param {object} options
 * @param {string} options.folder with manifests, each a file
 * @param {string} options.into where rules are put as Prometheus reads them
 * @param {import('./Checks.mjs').Checks} options.checks
 * @param {(text: string) => object[]} options.readAll what the documents of a file say
 * @param {string} [options.program]
 */
export async function checkRules({
  folder,
  into,
  checks,
  readAll,
  program = 'promtool',
}) {
  const title = 'promtool check rules';
  if (spawnSync(program, ['--version']).status !== 0) {
    checks.skip(title, 'there is no promtool here (Debian: prometheus)');
    return;
  }
  await checks.run(title, () => {
    const files = writeRules({ folder, into, readAll });
    if (!files.length) {
      throw new Error('There is no PrometheusRule');
    }
    const { status, stdout, stderr } = spawnSync(
      program,
      ['check', 'rules', ...files],
      { encoding: 'utf8' },
    );
    if (status !== 0) {
      throw new Error(`${stdout}${stderr}`);
    }
    console.log(`    ${files.length} different files of rules`);
  });
}

/** The rules without what Kubernetes has around them, each text once. */
function writeRules({ folder, into, readAll }) {
  mkdirSync(into, { recursive: true });
  const specs = readdirSync(folder)
    .filter(name => name.endsWith('.yaml'))
    .sort()
    .map(name => readFileSync(path.join(folder, name), 'utf8'))
    // Reading all manifests would take long.
    .filter(text => KIND.test(text))
    .flatMap(readAll)
    .filter(object => object?.kind === 'PrometheusRule')
    .map(({ spec }) => JSON.stringify(spec));
  return [...new Set(specs)].map((text, index) => {
    const file = path.join(into, `${index}.json`);
    writeFileSync(file, text);
    return file;
  });
}
