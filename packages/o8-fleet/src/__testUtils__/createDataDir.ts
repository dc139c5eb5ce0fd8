import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

/** A data folder of the test's own, gone when its tests are over. */
export function createDataDir(): string {
  const dataDir = mkdtempSync(path.join(os.tmpdir(), 'o8-fleet-test-'));
  afterAll(() => rmSync(dataDir, { recursive: true, force: true }));
  return dataDir;
}
