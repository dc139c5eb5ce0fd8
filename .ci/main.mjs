import { rmSync } from 'node:fs';
import { performance } from 'node:perf_hooks';
import { setUp } from '../bootstrap/setUp.mjs';
import { addTotals, formatTotals } from '../bootstrap/testTotals.mjs';
import { createContext } from './lib/context.mjs';
import { readNpmSettings } from './lib/readNpmSettings.mjs';
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
import { slow } from './parts/slow.mjs';
import { start } from './parts/start.mjs';
import { test } from './parts/test.mjs';
import { tsc } from './parts/tsc.mjs';
import { workflows } from './parts/workflows.mjs';

// In this order: what fails fast comes first, and later parts use what earlier ones built.
const PARTS = {
  test,
  slow,
  prettier,
  lint,
  tsc,
  reports,
  config,
  docs,
  workflows,
  manifests,
  build,
  postgres,
  faults,
  replicas,
  conformance,
  portal,
  start,
  packed,
};

/** Runs one part; whatever it throws but a Skip is a failure, and the next part runs. */
async function runPart(name, context) {
  console.log(`\n━━ ${name}`);
  const beginMs = performance.now();
  let totals;
  let note = '';
  try {
    if (name !== 'test') {
      // Not before: the first part shows that "npm test" sets everything up by itself.
      context.toolchain ??= await setUp();
    }
    totals = (await PARTS[name](context)) ?? { passed: 1 };
  } catch (error) {
    note = error.message;
    totals = error instanceof Skip ? { skipped: 1 } : { failed: 1 };
    if (totals.failed) {
      console.error(error);
    }
  }
  const seconds = Math.round((performance.now() - beginMs) / 1000);
  const result = { name, seconds, note, totals: addTotals([totals]) };
  console.log(`━━ ${describe(result)}`);
  return result;
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
const results = [];
try {
  for (const name of chosen.length ? chosen : Object.keys(PARTS)) {
    results.push(await runPart(name, context));
  }
} finally {
  await context.end();
}

const totals = addTotals(results.map(result => result.totals));
const seconds = results.reduce((sum, result) => sum + result.seconds, 0);
console.log(`\n${results.map(describe).join('\n')}\nall: ${seconds} s\n`);
// The last line is read by machines.
console.log(formatTotals(totals));
process.exit(totals.failed || !totals.passed ? 1 : 0);
