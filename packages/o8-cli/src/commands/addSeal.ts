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
import type * as SealModule from './seal';

interface SealFlags extends CommonFlags {
  secret?: string;
  key?: string;
  cluster?: string[];
  landingZone?: string;
  exact?: boolean;
}

/** Adds `o8 seal`. */
export function addSeal(program: Command, io: CliIo, finish: Finish): void {
  program
    .command('seal')
    .usage(
      '<module> --secret <name> --key <key> --landing-zone <file> [options]',
    )
    .summary('seal a value into the spec of a module')
    .description(
      'Reads a value from stdin, seals it with the certificates of clusters, and writes the ciphertext into the spec, where only the Sealed Secrets controller of each cluster opens it. The value is never an argument, and appears nowhere. One line end at its end is not a part of it.',
    )
    .argument('<module>', 'file of the spec', notEmpty)
    .option('--secret <name>', 'name of the secret in spec.secrets', notEmpty)
    .option('--key <key>', 'which of its keys', notEmpty)
    .option(
      '--cluster <name>',
      'cluster to seal for; may be given more than once; without it all on which the module is',
      collect,
    )
    .option(
      '--landing-zone <file>',
      'file of the landing zone, which has the certificates',
      notEmpty,
    )
    .option('--exact', 'seal each byte, with a line end at the end')
    .addHelpText(
      'after',
      examples([
        'seal o8.yaml --secret stripe --key API_KEY --landing-zone zone.yaml < key.txt',
        'seal o8.yaml --secret stripe --key API_KEY --cluster eu-1 --cluster us-1 --landing-zone zone.yaml --json < key.txt',
      ]),
    )
    .action(async (module: string, flags: SealFlags, command: Command) => {
      const secret = flags.secret ?? missing(command, '--secret <name>');
      const key = flags.key ?? missing(command, '--key <key>');
      const zone =
        flags.landingZone ?? missing(command, '--landing-zone <file>');
      // Loaded when it is asked for: the other commands start without it.
      const { seal } = require('./seal') as typeof SealModule;
      const report = await seal({
        module,
        secret,
        key,
        zone,
        clusters: flags.cluster,
        isExact: flags.exact,
        input: io.input,
        cwd: io.cwd,
      });
      finish(report, flags);
    });
}
