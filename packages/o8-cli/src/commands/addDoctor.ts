import { InvalidArgumentError, type Command } from 'commander';
import type { CliIo } from '../CliIo';
import {
  collect,
  examples,
  notEmpty,
  type CommonFlags,
  type Finish,
} from '../commandLine';
import type * as DoctorModule from './doctor';

const DEFAULT_TIMEOUT_SECONDS = 30;

interface DoctorFlags extends CommonFlags {
  config?: string[];
  cluster?: string[];
  cwd?: string;
  timeout: number;
}

/** Adds `o8 doctor`. */
export function addDoctor(program: Command, io: CliIo, finish: Finish): void {
  program
    .command('doctor')
    .usage('[options]')
    .summary('ask the configured clusters what the portal would ask them')
    .description(
      'Reads the configuration of Backstage, and asks each cluster of it: does it answer and let us in, which kinds can be read, and what is missing.',
    )
    .option(
      '--config <file>',
      'file of the configuration, may be given more than once (default: app-config.yaml and app-config.local.yaml)',
      collect,
    )
    .option(
      '--cluster <name>',
      'ask this cluster only; may be given more than once',
      collect,
    )
    .option(
      '--cwd <dir>',
      'where the backend runs: relative files of the configuration are relative to it (default: packages/backend, if it is there)',
      notEmpty,
    )
    .option(
      '--timeout <seconds>',
      'for how long a cluster may take',
      toSeconds,
      DEFAULT_TIMEOUT_SECONDS,
    )
    .addHelpText(
      'after',
      examples([
        'doctor',
        'doctor --cluster eu-1 --json',
        'doctor --config app-config.yaml --config app-config.production.yaml --cwd .',
      ]),
    )
    .action(async (flags: DoctorFlags) => {
      // Loaded when it is asked for: the other commands start without it.
      const { doctor } = require('./doctor') as typeof DoctorModule;
      const report = await doctor({
        cwd: io.cwd,
        files: flags.config ?? [],
        clusters: flags.cluster ?? [],
        backendFolder: flags.cwd,
        timeoutMs: flags.timeout * 1_000,
      });
      finish(report, flags);
    });
}

function toSeconds(value: string): number {
  const seconds = Number(value);
  if (!value.trim() || !Number.isFinite(seconds) || seconds <= 0) {
    throw new InvalidArgumentError('It is not a number of seconds.');
  }
  return seconds;
}
