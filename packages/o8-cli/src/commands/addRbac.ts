import { InvalidArgumentError, type Command } from 'commander';
import { examples, type CommonFlags, type Finish } from '../commandLine';
import type * as RbacModule from './rbac';
import type { RbacOptions } from './rbac';

// What Kubernetes takes for the names of roles, namespaces and accounts.
const ROLE = /^[a-z0-9]([-a-z0-9.:]*[a-z0-9])?$/;
const ACCOUNT =
  /^(?<namespace>[a-z0-9]([-a-z0-9]*[a-z0-9])?)\/(?<name>[a-z0-9]([-a-z0-9.]*[a-z0-9])?)$/;

interface RbacFlags extends CommonFlags, RbacOptions {}

/** Adds `o8 rbac`. */
export function addRbac(program: Command, finish: Finish): void {
  program
    .command('rbac')
    .usage('[options]')
    .summary('print the role that the read loop needs on a cluster')
    .description(
      'Prints the ClusterRole that the read loop needs on a cluster, as YAML for kubectl: list and watch on the kinds of its sources, and never Secrets.',
    )
    .option('--name <name>', 'name of the ClusterRole', toRole, 'o8-reader')
    .option(
      '--service-account <namespace/name>',
      'print this ServiceAccount too, and what gives it the role',
      toAccount,
    )
    .addHelpText(
      'after',
      examples(['rbac', 'rbac --service-account orchestr8/o8-reader']),
    )
    .action((flags: RbacFlags) => {
      // Loaded when it is asked for: the other commands start without it.
      const { rbac } = require('./rbac') as typeof RbacModule;
      finish(rbac(flags), flags);
    });
}

function toRole(value: string): string {
  if (!ROLE.test(value)) {
    throw new InvalidArgumentError('It is not the name of a ClusterRole.');
  }
  return value;
}

function toAccount(value: string): RbacOptions['serviceAccount'] {
  const { namespace, name } = ACCOUNT.exec(value)?.groups ?? {};
  if (!namespace || !name) {
    throw new InvalidArgumentError('It is not NAMESPACE/NAME.');
  }
  return { namespace, name };
}
