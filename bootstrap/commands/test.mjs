import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { run } from '../children.mjs';
import { requireGit } from '../git.mjs';
import { LOGS, ROOT } from '../paths.mjs';
import { setUp } from '../setUp.mjs';
import { addTotals, formatTotals, readJest, readTap } from '../testTotals.mjs';

const TOOL_TESTS = ['bootstrap', 'lint', '.ci'];
// What takes many processes of git, or a whole fleet, has a part of its own in .ci, and runs by its name.
const SLOW = '\\.slow\\.test\\.ts$';

/**
 * Runs the tests that need no service beyond the repository and no minutes of their
 * own, and ends. Arguments go to Jest and narrow the run to its tests.
 */
export async function test(args) {
  requireGit();
  const { env, node } = await setUp();
  mkdirSync(LOGS, { recursive: true });

  const results = [];
  if (args.length === 0) {
    results.push(await runToolTests({ env, node }));
  }
  results.push(await runJest({ env, node, args }));

  const totals = addTotals(results.map(result => result.totals));
  console.log(`\n${formatTotals(totals)}`);
  return results.find(({ code }) => code !== 0)?.code ?? 0;
}

async function runToolTests({ env, node }) {
  const report = path.join(LOGS, 'tool-tests.tap');
  rmSync(report, { force: true });
  const code = await run(
    node,
    [
      '--test',
      '--test-reporter=spec',
      '--test-reporter-destination=stdout',
      '--test-reporter=tap',
      `--test-reporter-destination=${report}`,
      ...TOOL_TESTS.map(folder => `${folder}/**/*.test.mjs`),
    ],
    { cwd: ROOT, env },
  );
  return { code, totals: readTap(readFileSync(report, 'utf8')) };
}

function ignore(...patterns) {
  return patterns.map(pattern => `--testPathIgnorePatterns=${pattern}`);
}

function toJestEnv(env) {
  return {
    ...env,
    // Docker is not ours to start; PostgreSQL comes from the environment, if at all.
    BACKSTAGE_TEST_DISABLE_DOCKER: '1',
    // Tests make and drop modules by the thousand: a small nursery is collected all the time.
    NODE_OPTIONS: [env.NODE_OPTIONS, '--max-semi-space-size=64']
      .filter(Boolean)
      .join(' '),
  };
}

async function runJest({ env, node, args }) {
  const report = path.join(LOGS, 'jest.json');
  rmSync(report, { force: true });
  const isWatching = args.some(arg => /^--watch(All)?$/.test(arg));
  const code = await run(
    node,
    [
      path.join(ROOT, 'node_modules/@backstage/cli/bin/backstage-cli'),
      'repo',
      'test',
      ...(isWatching
        ? []
        : ['--watchAll=false', '--json', `--outputFile=${report}`]),
      ...args,
      // Last: it takes every argument after it as a pattern.
      ...(args.length === 0 ? ignore('/node_modules/', SLOW) : []),
    ],
    { cwd: ROOT, env: toJestEnv(env) },
  );
  return {
    code,
    totals: isWatching ? {} : readJest(readFileSync(report, 'utf8')),
  };
}
