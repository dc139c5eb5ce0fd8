import { run } from '../children.mjs';
import { Problem } from '../Problem.mjs';
import { setUp } from '../setUp.mjs';

/** Runs any program with the repository's Node and Yarn first on the PATH. */
export async function exec([program, ...args]) {
  if (!program) {
    throw new Problem(
      'Say what to run: "node bootstrap/main.mjs exec yarn tsc".',
    );
  }
  const { env, node, yarn } = await setUp();
  // Windows starts neither by name: one is ours, the other a script.
  const [file, ...first] = { node: [node], yarn: [node, yarn] }[program] ?? [
    program,
  ];
  return run(file, [...first, ...args], { env });
}
