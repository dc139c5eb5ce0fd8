import { BLUEPRINT_VERSION } from '@orchestr8/o8-blueprint';
import { Command } from 'commander';
import { version } from '../package.json';
import type { CliIo } from './CliIo';
import {
  collect,
  examples,
  missing,
  notEmpty,
  type CommonFlags,
  type Finish,
} from './commandLine';
import { addDiff } from './commands/addDiff';
import { addDoctor } from './commands/addDoctor';
import { addForecast } from './commands/addForecast';
import { addRbac } from './commands/addRbac';
import { addRender } from './commands/addRender';
import { addSeal } from './commands/addSeal';
import { addStatus } from './commands/addStatus';
import { init } from './commands/init';
import { validate } from './commands/validate';
import { printReport } from './printReport';
import type { ExitCode } from './Report';

const HELP_WIDTH = 88;

const EXIT_CODES = `
Exit codes
  0  fine
  1  there are problems, or it could not be done
  2  the command line is wrong, or nobody answered (status)
  3  the landing zone, or what is there, refuses what is otherwise right (render, diff)
  4  there are differences (diff)
`;

interface ValidateFlags extends CommonFlags {
  landingZone?: string[];
}

/** The commands, their flags and what they say of themselves. */
export function createProgram(
  io: CliIo,
  onEnd: (exitCode: ExitCode) => void,
): Command {
  const program = new Command('o8')
    .description('Platform repositories, modules, and what clusters need.')
    .version(`${version} (blueprint ${BLUEPRINT_VERSION})`, '--version')
    .helpOption('-h, --help', 'say this')
    .helpCommand(false)
    .showHelpAfterError('(o8 --help says what there is)')
    .exitOverride()
    .configureOutput({
      writeOut: io.out,
      writeErr: io.err,
      getOutHelpWidth: () => HELP_WIDTH,
      getErrHelpWidth: () => HELP_WIDTH,
      outputError: (text, write) => write(text.replace(/^error: /, 'o8: ')),
    })
    .addHelpText('after', EXIT_CODES);

  const finish: Finish = (report, flags) => {
    printReport(report, io, flags);
    onEnd(report.exitCode);
  };
  addInit(program, io, finish);
  addRender(program, io, finish);
  addDiff(program, io, finish);
  addForecast(program, io, finish);
  addSeal(program, io, finish);
  addValidate(program, io, finish);
  addRbac(program, finish);
  addDoctor(program, io, finish);
  addStatus(program, io, finish);
  for (const command of program.commands) {
    command
      .option('--json', 'print one JSON document instead of lines')
      .option('--verbose', 'show where in the program an error happened')
      .addHelpText('after', EXIT_CODES);
  }
  return program;
}

function addInit(program: Command, io: CliIo, finish: Finish): void {
  program
    .command('init')
    .usage('<zone> --out <dir> [options]')
    .summary('write the platform repository of a landing zone')
    .description(
      'Writes the platform repository of a landing zone into an empty folder.',
    )
    .argument('<zone>', 'file of the landing zone', notEmpty)
    .option(
      '--out <dir>',
      'folder to write to: empty, or a new clone',
      notEmpty,
    )
    .addHelpText('after', examples(['init zone.yaml --out ../o8-apps']))
    .action(
      async (
        zone: string,
        flags: CommonFlags & { out?: string },
        command: Command,
      ) => {
        const out = flags.out ?? missing(command, '--out <dir>');
        finish(await init({ zone, out, cwd: io.cwd }), flags);
      },
    );
}

function addValidate(program: Command, io: CliIo, finish: Finish): void {
  program
    .command('validate')
    .usage('<path> [options]')
    .summary('check specs, landing zones and repositories')
    .description(
      'Checks a module spec, a landing zone, a module repository, a platform repository, or all of them below a folder. What it is, it finds out by itself.',
    )
    .argument('<path>', 'file or folder', notEmpty)
    .option(
      '--landing-zone <file>',
      'file of a landing zone: what it has against specs, and what of a platform repository belongs to the platform, is known then; may be given more than once',
      collect,
    )
    .addHelpText(
      'after',
      examples([
        'validate o8.yaml',
        'validate ../o8-apps --landing-zone zone.yaml',
        'validate . --json',
      ]),
    )
    .action(async (target: string, flags: ValidateFlags) => {
      const { landingZone: zones = [] } = flags;
      finish(await validate({ target, zones, cwd: io.cwd }), flags);
    });
}
