import { rmSync } from 'node:fs';
import { performance } from 'node:perf_hooks';
import { setUp } from '../bootstrap/setUp.mjs';
import { addTotals, formatTotals } from '../bootstrap/testTotals.mjs';
import { createContext } from './lib/context.mjs';
import { readNpmSettings } from './lib/readNpmSettings.mjs';
import { runSideBySide } from './lib/runSideBySide.mjs';
import { Skip } from './lib/Skip.mjs';
import { build } from './parts/build.mjs';
import { config } from './parts/config.mjs';
import { conformance } from './parts/conformance.mjs';
import { docs } from './parts/docs.mjs';
import { faults } from './parts/faults.mjs';
import { lint } from './parts/lint.mjs';
import { manifests } from './parts/manifests.mjs';
import { packed } from './parts/packed.mjs';
import { portal } from './parts/portal.mjs';
import { postgres } from './parts/postgres.mjs';
import { prettier } from './parts/prettier.mjs';
import { replicas } from './parts/replicas.mjs';
import { reports } from './parts/reports.mjs';
import { skeletons } from './parts/skeletons.mjs';
import { slow } from './parts/slow.mjs';
import { start } from './parts/start.mjs';
import { test } from './parts/test.mjs';
import { tsc } from './parts/tsc.mjs';
import { workflows } from './parts/workflows.mjs';

// In this order: what fails fast comes first, and later parts use what earlier ones built.
const PARTS = {
  test,
  slow,
  tsc,
  prettier,
  lint,
  reports,
  config,
  docs,
  workflows,
  manifests,
  skeletons,
  build,
  postgres,
  faults,
  replicas,
  conformance,
  portal,
  start,
  packed,
};

// Each takes one core for most of its time, and none measures how long something takes.
const CHECKS = new Set([
  'prettier',
  'lint',
  'tsc',
  'reports',
  'config',
  'docs',
  'workflows',
]);
const CHECKS_AT_A_TIME = 2;

/** Runs one part; whatever it throws but a Skip is a failure, and the next part runs. */
async function runPart(name, getContext) {
  const beginMs = performance.now();
  let totals;
  let note = '';
  let problem;
  try {
    if (name !== 'test') {
      // Not before: the first part shows that "npm test" sets everything up by itself.
      context.toolchain ??= await context.share('toolchain', setUp);
    }
    totals = (await PARTS[name](getContext())) ?? { passed: 1 };
  } catch (error) {
    note = error.message;
    totals = error instanceof Skip ? { skipped: 1 } : { failed: 1 };
    problem = totals.failed && error;
  }
  const seconds = Math.round((performance.now() - beginMs) / 1000);
  return { name, seconds, note, problem, totals: addTotals([totals]) };
}

async function runAlone(name) {
  console.log(`\n━━ ${name}`);
  const result = await runPart(name, () => context);
  report(result);
  return result;
}

/** What its programs print is held back until it has ended, so that it stays together. */
async function runBesideOthers(name) {
  const texts = [];
  const result = await runPart(name, () =>
    context.printingTo(text => texts.push(text)),
  );
  console.log(`\n━━ ${name}\n${texts.join('')}`);
  report(result);
  return result;
}

function report(result) {
  if (result.problem) {
    console.error(result.problem);
  }
  console.log(`━━ ${describe(result)}`);
}

/** Neighbours among the checks run side by side, everything else alone. */
async function runParts(names) {
  const results = [];
  for (let index = 0; index < names.length; ) {
    const end = names.findIndex((name, at) => at >= index && !CHECKS.has(name));
    const checks = names.slice(index, end === -1 ? names.length : end);
    if (checks.length) {
      results.push(
        ...(await runSideBySide(
          checks.map(name => () => runBesideOthers(name)),
          CHECKS_AT_A_TIME,
        )),
      );
    } else {
      results.push(await runAlone(names[index]));
    }
    index += Math.max(1, checks.length);
  }
  return results;
}

function describe({ name, seconds, note, totals }) {
  const text = `${name}: ${seconds} s: ${formatTotals(totals)}`;
  return note ? `${text} (${note.split('\n')[0]})` : text;
}

const chosen = process.argv.slice(2);
const unknown = chosen.filter(name => !Object.hasOwn(PARTS, name));
if (unknown.length) {
  console.error(`No such part: ${unknown}. There are ${Object.keys(PARTS)}.`);
  process.exit(2);
}

// A lockfile that does not fit is a failure here, and Jest does not watch.
process.env.CI ??= 'true';
readNpmSettings();

const context = createContext();
// Also when a signal ends this process.
process.once('exit', () =>
  rmSync(context.folder, { recursive: true, force: true }),
);
const beginMs = performance.now();
let results;
try {
  results = await runParts(chosen.length ? chosen : Object.keys(PARTS));
} finally {
  await context.end();
}

const totals = addTotals(results.map(result => result.totals));
const seconds = Math.round((performance.now() - beginMs) / 1000);
console.log(`\n${results.map(describe).join('\n')}\nall: ${seconds} s\n`);
// The last line is read by machines.
console.log(formatTotals(totals));
process.exit(totals.failed || !totals.passed ? 1 : 0);
