/**
 * The command line of Orchestr8: platform repositories, modules and their checks,
 * without a portal.
 *
 * @packageDocumentation
 */

export type { CliIo } from './CliIo';
export { runCli } from './runCli';
