// The engine and a fleet that changes 50 times a second, with one fault after the other:
// what it holds, how late it is, and whether it lost anything in the end.
import { parseArgs } from 'node:util';
import { runFaultTests } from './lib/runFaultTests.mjs';

const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '30' },
    seed: { type: 'string', default: '1' },
  },
});
const { isWell, measures } = await runFaultTests({
  match: '**/*.soak.ts',
  env: {
    O8_TIME_SCALE: process.env.O8_TIME_SCALE ?? '1',
    O8_SOAK_MINUTES: values.minutes,
    O8_SOAK_SEED: values.seed,
  },
});
console.table(measures.filter(measure => 'minute' in measure));
console.table(measures.filter(measure => 'secondsUntilWell' in measure));
console.log(
  isWell ? 'Nothing is lost.' : 'It is not as the fleet is: see above.',
);
process.exitCode = isWell ? 0 : 1;
