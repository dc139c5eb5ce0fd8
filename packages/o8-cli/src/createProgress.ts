import type { CliIo } from './CliIo';
import { oneLine } from './oneLine';

const CLEAR_LINE = '\r\u001b[K';
/** It must not wrap: a wrapped line cannot be cleared. */
const MAX_WIDTH = 60;

/** Shows how far a command is: one line of a terminal, which is gone in the end. */
export function createProgress(
  io: CliIo,
  { isWanted }: { isWanted: boolean },
): {
  show(at: { done: number; all: number; name: string }): void;
  clear(): void;
} {
  const write = (text: string) => {
    // A line that is written over is no line in a file or pipe.
    if (isWanted && io.progress) {
      io.err(`${CLEAR_LINE}${text}`);
    }
  };
  return {
    show: ({ done, all, name }) =>
      write(oneLine(`${done + 1}/${all} ${name}`).slice(0, MAX_WIDTH)),
    clear: () => write(''),
  };
}
