import type { Command } from 'commander';
import type { CliIo } from '../CliIo';
import {
  collect,
  examples,
  missing,
  notEmpty,
  type CommonFlags,
  type Finish,
} from '../commandLine';
import { createProgress } from '../createProgress';
import { render } from './render';

interface RenderFlags extends CommonFlags {
  landingZone?: string[];
  platform?: string;
  out?: string;
  force?: boolean;
  allowDestructive?: boolean;
}

/** Adds `o8 render`. */
export function addRender(program: Command, io: CliIo, finish: Finish): void {
  program
    .command('render')
    .usage('<module...> --landing-zone <file> --out <dir> [options]')
    .summary('write the files of modules')
    .description(
      'Writes what a module becomes: DIR/module/ for its own repository, DIR/platform/ for the platform repository. Several are rendered as one platform, in which they may call each other: DIR/modules/NAME/ each, and one DIR/platform/. It writes everything or nothing.',
    )
    .argument('<module...>', 'files of specs', collect)
    .option(
      '--landing-zone <file>',
      'file of their landing zone; more than once where modules have others',
      collect,
    )
    .option(
      '--platform <dir>',
      'clone of the platform repository: names of other modules and who may be called are checked, and what is approved is guarded',
      notEmpty,
    )
    .option('--out <dir>', 'folder to write to', notEmpty)
    .option('--force', 'overwrite files that have other content')
    .option(
      '--allow-destructive',
      'give up what keeps data: dropped placements, volumes and the like',
    )
    .addHelpText(
      'after',
      examples([
        'render o8.yaml --landing-zone zone.yaml --out build',
        'render o8.yaml --landing-zone zone.yaml --platform ../o8-apps --out build --force',
        'render modules/*.yaml --landing-zone zone.yaml --out build',
      ]),
    )
    .action(async (modules: string[], flags: RenderFlags, command: Command) => {
      const { platform, force, allowDestructive } = flags;
      const zones =
        flags.landingZone ?? missing(command, '--landing-zone <file>');
      const out = flags.out ?? missing(command, '--out <dir>');
      const { cwd } = io;
      const progress = createProgress(io, {
        isWanted: modules.length > 1 && !flags.json,
      });
      const report = await render({
        modules,
        zones,
        platform,
        out,
        force,
        allowDestructive,
        cwd,
        onProgress: progress.show,
      }).finally(progress.clear);
      finish(report, flags);
    });
}
