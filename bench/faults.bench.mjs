// The fault suite at its full times: how long it takes until each fault is noticed, and
// until all is known again after it ended.
import { runFaultTests } from './lib/runFaultTests.mjs';

const { isWell, measures } = await runFaultTests({
  match: '**/*.faults.ts',
  env: { O8_TIME_SCALE: process.env.O8_TIME_SCALE ?? '1' },
});
const toSeconds = ms => (ms === null ? '–' : Math.round(ms / 100) / 10);
console.table(
  Object.fromEntries(
    measures.map(({ fault, noticedMs, recoveredMs }) => [
      fault,
      {
        'seconds until noticed': toSeconds(noticedMs),
        'seconds until recovered': toSeconds(recoveredMs),
      },
    ]),
  ),
);
process.exitCode = isWell ? 0 : 1;
