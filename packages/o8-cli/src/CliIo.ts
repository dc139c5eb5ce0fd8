import type { CliInput } from './seal/CliInput';

/**
 * What the command line reads and writes, beside files.
 *
 * @public
 */
export interface CliIo {
  /** What relative paths are relative to. */
  cwd: string;
  /** Whether `out` is something that shows colours, and whether they are wanted. */
  colors: boolean;
  /** Whether `out` is a terminal: it would obey what a file of others says to it. */
  terminal?: boolean;
  /** Whether `err` is a terminal, on which a line may be written over. */
  progress?: boolean;
  /** What is piped in; nothing without it. */
  input?: CliInput;
  /** Takes the result. */
  out(text: string): void;
  /** Takes what is said beside the result. */
  err(text: string): void;
}
