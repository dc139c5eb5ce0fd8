import { runCli } from '../runCli';

/** What a run has said, and how it ended. */
export interface Ran {
  code: number;
  out: string;
  err: string;
}

/** Runs a command line in a folder. */
export async function runIn(
  cwd: string,
  args: string | string[],
  options: { colors?: boolean } = {},
): Promise<Ran> {
  const ran = { out: '', err: '' };
  const code = await runCli(Array.isArray(args) ? args : args.split(' '), {
    cwd,
    colors: options.colors ?? false,
    out: text => {
      ran.out += text;
    },
    err: text => {
      ran.err += text;
    },
  });
  return { code, ...ran };
}
