import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';

/** Without Go nothing can say what its templates become. */
export const hasGo = spawnSync('go', ['version']).status === 0;

/** A Go template with its data, as Helm or the ApplicationSet controller have it. */
export interface TemplateJob {
  template: string;
  data: object;
  /** Beside a chart's templates. */
  files?: Record<string, string>;
  /** `missingkey=error`. */
  strict?: boolean;
}

/** A program that expands templates; `stop` removes it. */
export function buildExpander(): {
  expand: (jobs: TemplateJob[]) => string[];
  stop: () => void;
} {
  const directory = mkdtempSync(join(tmpdir(), 'o8-go-'));
  const program = join(directory, 'expand');
  const source = join(__dirname, 'go', 'main.go');
  execFileSync('go', ['build', '-o', program, source], {
    env: { ...process.env, GOFLAGS: '-mod=mod', GO111MODULE: 'off' },
  });
  return {
    expand: jobs =>
      z
        .array(z.string())
        .parse(
          JSON.parse(
            execFileSync(program, { input: JSON.stringify(jobs) }).toString(),
          ),
        ),
    stop: () => rmSync(directory, { recursive: true }),
  };
}
