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
import type * as DiffModule from './diff';
import type * as DiffApprovedModule from './diffApproved';

interface DiffFlags extends CommonFlags {
  landingZone?: string[];
  platform?: string;
  approved?: boolean;
  restoreDeleted?: boolean;
  allowDestructive?: boolean;
}

/** Adds `o8 diff`. */
export function addDiff(program: Command, io: CliIo, finish: Finish): void {
  program
    .command('diff')
    .usage('[path] --landing-zone <file> [options]')
    .summary('show what rendering again would change')
    .description(
      'Shows what rendering with this version of the blueprint would change in a module repository, in an entry of a platform repository or in all of its entries, and writes nothing. Changes of the team are merged with what git remembers of the first text. With --approved: what o8.yaml asks for and module.yaml of the platform repository does not say, and the other way around. It ends with 4 if there are differences.',
    )
    .argument('[path]', 'folder of the repository or entry', notEmpty, '.')
    .option(
      '--landing-zone <file>',
      'file of the landing zone; may be given more than once; with --approved it is not needed',
      collect,
    )
    .option(
      '--platform <dir>',
      'clone of the platform repository: what is approved, and the modules that are called',
      notEmpty,
    )
    .option('--approved', 'compare what is asked for with what is approved')
    .option('--restore-deleted', 'files that the team has removed come back')
    .option(
      '--allow-destructive',
      'show it even if what keeps data would be given up',
    )
    .addHelpText(
      'after',
      examples([
        'diff --landing-zone zone.yaml --platform ../o8-apps',
        'diff ../o8-apps --landing-zone zone.yaml --json',
        'diff --approved --platform ../o8-apps',
      ]),
    )
    .action(async (target: string, flags: DiffFlags, command: Command) => {
      const { landingZone: zones = [], platform, approved } = flags;
      const { cwd } = io;
      if (approved) {
        // Loaded when it is asked for: the other commands start without it.
        const { diffApproved } =
          require('./diffApproved') as typeof DiffApprovedModule;
        const from = platform ?? missing(command, '--platform <dir>');
        finish(
          await diffApproved({ target, zones, platform: from, cwd }),
          flags,
        );
        return;
      }
      if (!zones.length) {
        missing(command, '--landing-zone <file>');
      }
      const { diff } = require('./diff') as typeof DiffModule;
      const { restoreDeleted, allowDestructive } = flags;
      finish(
        await diff({
          target,
          zones,
          platform,
          restoreDeleted,
          allowDestructive,
          cwd,
        }),
        flags,
      );
    });
}
