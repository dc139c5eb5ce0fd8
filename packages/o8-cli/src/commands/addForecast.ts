import {
  FRAMEWORKS,
  type Framework,
} from '@orchestr8/backstage-plugin-o8-common';
import { InvalidArgumentError, Option, type Command } from 'commander';
import type { CliIo } from '../CliIo';
import {
  examples,
  missing,
  notEmpty,
  type CommonFlags,
  type Finish,
} from '../commandLine';
import type * as ForecastModule from './forecast';

interface ForecastFlags extends CommonFlags {
  landingZone?: string;
  platform?: string;
  framework?: Framework[];
  strict?: boolean;
}

/** Adds `o8 forecast`. */
export function addForecast(program: Command, io: CliIo, finish: Finish): void {
  program
    .command('forecast')
    .usage('<module> --landing-zone <file> [options]')
    .summary('say which controls a module will satisfy')
    .description(
      'Says which controls of SOC 2 and HIPAA a module will satisfy if it runs as it is planned: by the objects that rendering writes, and not by what the spec wishes for. What only running evidence or a person can show is never counted as satisfied.',
    )
    .argument('<module>', "file of the module's spec", notEmpty)
    .option('--landing-zone <file>', 'file of its landing zone', notEmpty)
    .option(
      '--platform <dir>',
      'clone of the platform repository: the modules that are called',
      notEmpty,
    )
    .addOption(
      new Option(
        '--framework <framework>',
        'others than those that the module follows; may be given more than once',
      )
        .choices(FRAMEWORKS)
        .argParser(toFramework),
    )
    .option('--strict', 'end with 1 if a control fails')
    .addHelpText(
      'after',
      examples([
        'forecast o8.yaml --landing-zone zone.yaml',
        'forecast o8.yaml --landing-zone zone.yaml --framework hipaa --json',
        'forecast o8.yaml --landing-zone zone.yaml --platform ../o8-apps --strict',
      ]),
    )
    .action(async (module: string, flags: ForecastFlags, command: Command) => {
      const zone =
        flags.landingZone ?? missing(command, '--landing-zone <file>');
      const { platform, framework: frameworks, strict } = flags;
      const { cwd } = io;
      // Loaded when it is asked for: the other commands start without it.
      const { forecast } = require('./forecast') as typeof ForecastModule;
      const options = { module, zone, platform, frameworks, strict, cwd };
      finish(await forecast(options), flags);
    });
}

function toFramework(value: string, others: Framework[] = []): Framework[] {
  const framework = FRAMEWORKS.find(each => each === value);
  if (!framework) {
    throw new InvalidArgumentError(`There is ${FRAMEWORKS.join(', ')}.`);
  }
  return [...new Set([...others, framework])];
}
