/**
 * What is piped into the command line.
 *
 * @public
 */
export interface CliInput {
  /** Whether somebody types it, for all around to see. */
  terminal: boolean;
  /** Its bytes; of more than this many it gives one more than that. */
  read(mostBytes: number): Promise<Uint8Array>;
}
