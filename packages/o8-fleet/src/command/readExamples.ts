import { formatProblem } from '@orchestr8/backstage-plugin-o8-common';
import { parseModuleSpec } from '@orchestr8/o8-blueprint';
import { readIfPresent } from '../dataFolder';
import type { ExampleModule } from '../git';

/**
 * Reads the specs of example modules. The demo is none the worse for one that is no good:
 * it is left out, and `log` gets a sentence with its file and all that is wrong.
 */
export async function readExamples(
  files: readonly string[],
  log: (line: string) => void,
): Promise<ExampleModule[]> {
  const read = await Promise.all(
    files.map(async (file): Promise<ExampleModule[]> => {
      const text = await readIfPresent(file);
      if (text === undefined) {
        log(`--example: there is no file ${file}`);
        return [];
      }
      const result = parseModuleSpec(text);
      if (!result.ok) {
        const problems = result.problems.map(formatProblem).join('; ');
        log(`--example: ${file} is left out: ${problems}`);
        return [];
      }
      return [{ file, spec: result.value }];
    }),
  );
  return read.flat();
}
