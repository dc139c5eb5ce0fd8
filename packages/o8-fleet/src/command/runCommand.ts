import { isError } from '@backstage/errors';
import { startFleet } from '../startFleet';
import type { Fleet } from '../Fleet';
import { readExamples } from './readExamples';
import { readLandingZones } from './readLandingZones';
import { parseFlags, USAGE, type Flags } from './parseFlags';

// A close that takes longer is ended the hard way.
const MAX_CLOSE_MS = 900;

/** Where a command writes; only the one JSON document goes to `out`. */
export interface CommandOutput {
  out(text: string): void;
  err(text: string): void;
}

/**
 * Starts the fleet that the command line asks for.
 *
 * @returns the exit code, when the fleet is over or never was
 */
export async function runCommand(
  args: string[],
  output: CommandOutput,
): Promise<number> {
  let fleet: Fleet;
  try {
    const flags = parseFlags(args);
    if (flags.help) {
      output.out(USAGE);
      return 0;
    }
    fleet = await start(flags, output);
  } catch (error) {
    output.err(`o8-fleet: ${sentenceOf(error)}\n`);
    return 1;
  }
  const over = waitForSignal();
  output.out(`${JSON.stringify(fleet.description, undefined, 2)}\n`);
  const { url, git } = fleet;
  output.err(`o8-fleet: listening at ${url}, git at ${git?.url}\n`);
  await over;
  await Promise.race([fleet.close(), afterMs(MAX_CLOSE_MS)]);
  return 0;
}

async function start(flags: Flags, output: CommandOutput): Promise<Fleet> {
  try {
    const log = (line: string) => output.err(`o8-fleet: ${line}\n`);
    return await startFleet({
      ...flags,
      landingZones: await readLandingZones(flags.landingZoneFiles),
      examples: await readExamples(flags.exampleFiles, log),
      log,
    });
  } catch (error) {
    if (isError(error) && error.code === 'EADDRINUSE') {
      const isGit = error.port === flags.gitPort;
      throw new Error(
        `Port ${
          isGit ? flags.gitPort : flags.port
        } is taken: end what listens there, or choose another with ${
          isGit ? '--git-port' : '--port'
        }.`,
      );
    }
    throw error;
  }
}

/** What the user can do something about is a sentence; a mistake of ours shows its place. */
function sentenceOf(error: unknown): string {
  if (!isError(error)) {
    return String(error);
  }
  const isMistake =
    error instanceof TypeError ||
    error instanceof RangeError ||
    error instanceof ReferenceError;
  return isMistake ? error.stack ?? error.message : error.message;
}

function waitForSignal(): Promise<void> {
  return new Promise(resolve => {
    process.once('SIGINT', () => resolve());
    process.once('SIGTERM', () => resolve());
  });
}

function afterMs(delayMs: number): Promise<void> {
  return new Promise(resolve => {
    setTimeout(resolve, delayMs).unref();
  });
}
