// What the bootstrap adds to a command once everything is set up.
import { spawnSync } from 'node:child_process';
import { performance } from 'node:perf_hooks';
import { fileURLToPath } from 'node:url';

const MAIN = fileURLToPath(new URL('../bootstrap/main.mjs', import.meta.url));
const RUNS = 15;
const NOTHING = ['-e', '0'];

function medianMs(args) {
  const times = Array.from({ length: RUNS }, () => {
    const beginMs = performance.now();
    const { status } = spawnSync(process.execPath, args, { stdio: 'ignore' });
    if (status !== 0) {
      throw new Error(`"node ${args.join(' ')}" ended with ${status}`);
    }
    return performance.now() - beginMs;
  });
  return times.sort((a, b) => a - b)[Math.floor(RUNS / 2)];
}

const bareMs = medianMs(NOTHING);
const throughMs = medianMs([MAIN, 'exec', 'node', ...NOTHING]);
const round = valueMs => Math.round(valueMs);
console.table({
  'node alone': { 'median ms': round(bareMs) },
  'through the bootstrap': { 'median ms': round(throughMs) },
  'its own cost (promise: < 300)': { 'median ms': round(throughMs - bareMs) },
});
