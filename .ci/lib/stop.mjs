import { once } from 'node:events';

const LIMIT_MS = 30_000;

/** Ends a program politely, and its whole group where it does not listen. */
export async function stop(child, signal = 'SIGTERM') {
  if (child.exitCode !== null || child.signalCode !== null) {
    return;
  }
  const exited = once(child, 'exit');
  process.kill(-child.pid, signal);
  const timer = setTimeout(() => process.kill(-child.pid, 'SIGKILL'), LIMIT_MS);
  await exited;
  clearTimeout(timer);
}
