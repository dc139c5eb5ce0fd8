import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const CLI = path.join(ROOT, 'node_modules/@backstage/cli/bin/backstage-cli');

/** Runs tests of the fault suite; answers what they measured. Fails when one of them does. */
export async function runFaultTests({ match, env }) {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'o8-faults-bench-'));
  const report = path.join(folder, 'report.jsonl');
  try {
    const child = spawn(
      process.execPath,
      [
        ...[CLI, 'package', 'test', '--watchAll=false', '--runInBand'],
        ...['--testMatch', match],
      ],
      {
        cwd: path.join(ROOT, 'plugins/o8-backend'),
        stdio: 'inherit',
        env: { ...process.env, CI: 'true', ...env, O8_FAULT_REPORT: report },
      },
    );
    const [code] = await once(child, 'exit');
    const text = await readFile(report, 'utf8').catch(() => '');
    return {
      isWell: code === 0,
      measures: text.split('\n').filter(Boolean).map(JSON.parse),
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
