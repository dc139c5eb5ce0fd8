import { randomUUID } from 'node:crypto';
import os from 'node:os';

/**
 * What a replica is called where leases are kept: people find it by its host and
 * process, and the rest makes sure that no other one is ever called so.
 */
export function createHolder(): string {
  return `${os.hostname()}/${process.pid}/${randomUUID()}`;
}
