import { spawn, type ChildProcess } from 'node:child_process';

/** Between asking a process to end and ending it. */
const KILL_AFTER_MS = 2_000;
/** Of the messages of a program, the newest are kept. */
const MAX_STDERR_CHARACTERS = 32_768;

export interface ProcessOptions {
  program: string;
  args: string[];
  /** All of it: nothing is inherited. */
  env: Record<string, string>;
  cwd: string;
  input?: string;
  timeoutMs: number;
  maxOutputBytes: number;
  signal?: AbortSignal;
}

export interface ProcessResult {
  exitCode: number;
  stdout: Buffer;
  stderr: string;
}

/** A program that was ended because it took too long or said too much. */
export class ProcessLimitError extends Error {
  readonly limit: 'time' | 'output';

  constructor(limit: 'time' | 'output', message: string) {
    super(message);
    this.name = 'ProcessLimitError';
    this.limit = limit;
  }
}

/**
 * Runs a program without a shell until it ends, also with an exit code other than 0.
 * When it is stopped, all processes that it has started are stopped with it.
 */
export function runProcess(options: ProcessOptions): Promise<ProcessResult> {
  const { program, args, env, cwd, input, signal } = options;
  return new Promise((resolve, reject) => {
    if (signal?.aborted) {
      reject(signal.reason);
      return;
    }
    const child = spawn(program, args, {
      env,
      cwd,
      stdio: ['pipe', 'pipe', 'pipe'],
      // A process group of its own: git talks to servers in children.
      detached: process.platform !== 'win32',
      windowsHide: true,
    });
    const stopping = stopOnLimits(child, options);
    const output = collectOutput(child, options, stopping.stop);

    child.once('error', error => {
      stopping.clear();
      reject(error);
    });
    child.once('close', exitCode => {
      stopping.clear();
      if (stopping.reason() !== undefined) {
        reject(stopping.reason());
      } else {
        resolve({ exitCode: exitCode ?? -1, ...output() });
      }
    });
    // A program that ends without reading its input is no failure by itself.
    child.stdin.on('error', () => undefined);
    child.stdin.end(input ?? '');
  });
}

function stopOnLimits(
  child: ChildProcess,
  { timeoutMs, signal }: Pick<ProcessOptions, 'timeoutMs' | 'signal'>,
) {
  let reason: unknown;
  let killTimer: NodeJS.Timeout | undefined;

  const stop = (why: unknown) => {
    if (reason !== undefined) {
      return;
    }
    reason = why;
    kill(child, 'SIGTERM');
    killTimer = setTimeout(() => {
      kill(child, 'SIGKILL');
      // Where there are no process groups, a grandchild may still hold them open.
      child.stdout?.destroy();
      child.stderr?.destroy();
    }, KILL_AFTER_MS);
  };
  const onAbort = () => stop(signal?.reason);
  const timer = setTimeout(
    () => stop(new ProcessLimitError('time', `no end after ${timeoutMs} ms`)),
    timeoutMs,
  );
  signal?.addEventListener('abort', onAbort, { once: true });

  return {
    stop,
    reason: () => reason,
    clear() {
      clearTimeout(timer);
      clearTimeout(killTimer);
      signal?.removeEventListener('abort', onAbort);
    },
  };
}

function collectOutput(
  child: ChildProcess,
  { maxOutputBytes }: Pick<ProcessOptions, 'maxOutputBytes'>,
  stop: (reason: unknown) => void,
) {
  const chunks: Buffer[] = [];
  let bytes = 0;
  let stderr = '';

  child.stdout?.on('data', (chunk: Buffer) => {
    bytes += chunk.length;
    if (bytes > maxOutputBytes) {
      const message = `more than ${maxOutputBytes} bytes of output`;
      stop(new ProcessLimitError('output', message));
      return;
    }
    chunks.push(chunk);
  });
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    stderr = (stderr + text).slice(-MAX_STDERR_CHARACTERS);
  });
  return () => ({ stdout: Buffer.concat(chunks), stderr });
}

function kill(child: ChildProcess, signal: NodeJS.Signals) {
  if (child.pid === undefined) {
    return;
  }
  try {
    if (process.platform === 'win32') {
      child.kill(signal);
    } else {
      process.kill(-child.pid, signal);
    }
  } catch {
    // It has ended by itself in between.
  }
}
