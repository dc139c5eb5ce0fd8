import { spawn, spawnSync } from 'node:child_process';
import os from 'node:os';
import { isAlive } from './isAlive.mjs';
import { parentOf } from './parentOf.mjs';

const GRACE_MS = 10_000;
const PARENT_CHECK_MS = 500;
// One Ctrl-C comes twice, from the terminal and from npm: a second one is later.
const SECOND_SIGINT_MS = 1000;
const isWindows = process.platform === 'win32';

// Groups, not programs: a group may outlive the program that it was made for.
const groups = new Set();
let ending;
let endingSinceMs;

/**
 * Starts a program that is ended, with all its children, when this process is:
 * by Ctrl-C, by SIGTERM, or because npm above it is gone.
 *
 * Each gets a process group of its own, because a signal to npm or to this process
 * alone would leave its grandchildren running.
 */
export function start(command, args, options = {}) {
  watchForTheEnd();
  const child = spawn(command, args, {
    stdio: 'inherit',
    ...options,
    detached: !isWindows,
    windowsHide: true,
  });
  groups.add(child);
  for (const event of ['close', 'error']) {
    child.once(event, () => isGroupAlive(child) || groups.delete(child));
  }
  return child;
}

/** Runs a program to its end; answers its exit code (128 + n after signal n). */
export async function run(command, args, options) {
  const child = start(command, args, options);
  return waitForExit(child);
}

/** Runs a program to its end; answers its exit code and what it printed. */
export async function runAndRead(command, args, options = {}) {
  const { onText = () => {}, ...spawnOptions } = options;
  const child = start(command, args, {
    ...spawnOptions,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', text => {
      output += text;
      onText(text);
    });
  }
  return { code: await waitForExit(child), output };
}

/** Ends every program that was started here, then this process. */
export async function endAll(exitCode) {
  endingSinceMs ??= Date.now();
  ending ??= (async () => {
    for (const child of groups) {
      signalGroup(child, 'SIGTERM');
    }
    const deadlineMs = Date.now() + GRACE_MS;
    while ([...groups].some(isGroupAlive) && Date.now() < deadlineMs) {
      await new Promise(resolve => setTimeout(resolve, 50));
    }
    killNow();
    process.exit(exitCode);
  })();
  return ending;
}

function waitForExit(child) {
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code, signal) => {
      if (!ending) {
        // While ending, endAll() decides when this process is done.
        resolve(code ?? 128 + os.constants.signals[signal]);
      }
    });
  });
}

let watching = false;
function watchForTheEnd() {
  if (watching) {
    return;
  }
  watching = true;
  for (const [signal, exitCode] of [
    ['SIGINT', 130],
    ['SIGTERM', 143],
    ['SIGHUP', 129],
  ]) {
    process.on(signal, () => {
      const isImpatient =
        ending && Date.now() - endingSinceMs > SECOND_SIGINT_MS;
      if (isImpatient && signal === 'SIGINT') {
        killNow();
        process.exit(exitCode);
      }
      endAll(exitCode);
    });
  }
  process.on('exit', killNow);

  const parent = process.ppid;
  // Between npm and its script there may be a shell, which outlives npm.
  const isBelowNpm = Boolean(process.env.npm_lifecycle_event);
  const npm = isBelowNpm ? parentOf(parent) : undefined;
  setInterval(() => {
    if (process.ppid !== parent || (npm && !isAlive(npm))) {
      endAll(143);
    }
  }, PARENT_CHECK_MS).unref();
}

function killNow() {
  for (const child of groups) {
    signalGroup(child, 'SIGKILL');
  }
}

function signalGroup(child, signal) {
  if (!child.pid) {
    return;
  }
  if (isWindows) {
    // Windows has no groups and no SIGTERM: the tree is ended at once.
    spawnSync('taskkill', ['/pid', String(child.pid), '/T', '/F'], {
      stdio: 'ignore',
      windowsHide: true,
    });
    return;
  }
  try {
    process.kill(-child.pid, signal);
  } catch (error) {
    if (error.code !== 'ESRCH') {
      throw error;
    }
  }
}

function isGroupAlive(child) {
  if (!child.pid) {
    return false;
  }
  if (isWindows) {
    return child.exitCode === null;
  }
  return isAlive(-child.pid);
}
