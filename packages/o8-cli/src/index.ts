/**
 * The command line of Orchestr8: platform repositories, modules and their checks,
 * without a portal.
 *
 * @packageDocumentation
 */

export type { CliIo } from './CliIo';
export type { CliInput } from './seal/CliInput';
export { runCli } from './runCli';
