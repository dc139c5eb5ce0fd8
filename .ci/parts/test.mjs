import { runAndRead } from '../../bootstrap/children.mjs';
import { ROOT } from '../../bootstrap/paths.mjs';

const TOTALS = /^(\d+) passed, (\d+) failed, (\d+) skipped$/gm;

/** `npm test`, as anybody runs it, and its totals. */
export async function test() {
  const { code, output } = await runAndRead('npm', ['test'], {
    cwd: ROOT,
    onText: text => process.stdout.write(text),
  });
  const match = [...output.matchAll(TOTALS)].at(-1);
  if (!match) {
    throw new Error(`npm test ended with ${code} and printed no totals`);
  }
  const [passed, failed, skipped] = match.slice(1).map(Number);
  if (code !== 0 && failed === 0) {
    throw new Error(`npm test ended with ${code}, though no test failed`);
  }
  return { passed, failed, skipped };
}
