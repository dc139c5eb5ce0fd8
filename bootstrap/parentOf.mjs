import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** The parent of a process; undefined where the system does not tell. */
export function parentOf(pid) {
  if (process.platform === 'linux') {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The name before it is in parentheses, and may contain anything.
    return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
  }
  if (process.platform === 'win32') {
    return undefined;
  }
  const { stdout } = spawnSync('ps', ['-o', 'ppid=', '-p', String(pid)], {
    encoding: 'utf8',
  });
  return Number(stdout) || undefined;
}
