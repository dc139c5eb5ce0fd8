import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { isAlive } from './isAlive.mjs';

const PAUSE_MS = 500;

/**
 * Runs something that two commands must not do in one checkout at the same time. Waits
 * while another living process does it; one that was killed does not hold it.
 */
export async function withLock(file, { log }, work) {
  mkdirSync(path.dirname(file), { recursive: true });
  for (let isFirst = true; !take(file); isFirst = false) {
    if (isFirst) {
      log('Another command is setting this up: waiting for it …');
    }
    await new Promise(resolve => setTimeout(resolve, PAUSE_MS));
  }
  const release = () => rmSync(file, { force: true });
  process.once('exit', release);
  try {
    return await work();
  } finally {
    process.off('exit', release);
    release();
  }
}

function take(file) {
  try {
    writeFileSync(file, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if (error.code !== 'EEXIST') {
      throw error;
    }
  }
  const holder = readHolder(file);
  if (holder && !isAlive(holder)) {
    rmSync(file, { force: true });
  }
  return false;
}

// Undefined for the moment in which the other one has made the file, or removed it.
function readHolder(file) {
  try {
    return Number(readFileSync(file, 'utf8')) || undefined;
  } catch (error) {
    if (error.code === 'ENOENT') {
      return undefined;
    }
    throw error;
  }
}
