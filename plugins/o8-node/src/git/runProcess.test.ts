import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runProcess, type ProcessOptions } from './runProcess';

// Each test starts many processes, which take their time on a busy machine.
jest.setTimeout(60_000);

describe('runProcess', () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'o8-process-'));
  });

  afterEach(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  const run = (script: string, options: Partial<ProcessOptions> = {}) =>
    runProcess({
      program: 'sh',
      args: ['-c', script],
      env: { PATH: process.env.PATH ?? '' },
      cwd: folder,
      timeoutMs: 20_000,
      maxOutputBytes: 1_000,
      ...options,
    });

  /** The id that a script has written; waits for it. */
  async function readPid(): Promise<number> {
    const file = join(folder, 'pid');
    while (!existsSync(file) || !readFileSync(file, 'utf8').endsWith('\n')) {
      await new Promise(resolve => setTimeout(resolve, 10));
    }
    return Number(readFileSync(file, 'utf8'));
  }

  async function waitUntilGone(pid: number) {
    const isThere = () => {
      try {
        // A zombie that nobody has collected yet does nothing any more.
        process.kill(pid, 0);
        return !/^\d+ \(.*\) Z/.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
      } catch {
        return false;
      }
    };
    while (isThere()) {
      await new Promise(resolve => setTimeout(resolve, 10));
    }
  }

  it('gives what a program has said, whatever its exit code', async () => {
    await expect(
      run('cat; echo why >&2; exit 3', { input: 'in ü' }),
    ).resolves.toEqual({
      exitCode: 3,
      stdout: Buffer.from('in ü'),
      stderr: 'why\n',
    });
  });

  it('does not wait for a program to read its input', async () => {
    const { exitCode } = await run('exit 0', { input: 'x'.repeat(1_000_000) });
    expect(exitCode).toBe(0);
  });

  it('gives a program the environment it is told, and no more', async () => {
    process.env.O8_TEST_SECRET = 'hidden';
    const { stdout } = await run('env', {
      env: { PATH: process.env.PATH ?? '', GIVEN: 'yes' },
    });
    delete process.env.O8_TEST_SECRET;
    expect(stdout.toString()).toContain('GIVEN=yes');
    expect(stdout.toString()).not.toContain('hidden');
  });

  it('stops what takes too long, with everything it has started', async () => {
    const running = run('sleep 600 & echo $! > pid; wait', {
      timeoutMs: 500,
    }).catch(reason => reason);
    const pid = await readPid();
    await expect(running).resolves.toMatchObject({
      name: 'ProcessLimitError',
      limit: 'time',
    });
    await waitUntilGone(pid);
  });

  it('ends what does not stop when it is asked to', async () => {
    const running = run('trap "" TERM; echo $$ > pid; sleep 600', {
      timeoutMs: 300,
    }).catch(reason => reason);
    const pid = await readPid();
    await expect(running).resolves.toMatchObject({ limit: 'time' });
    await waitUntilGone(pid);
  });

  it('stops what is aborted, with the reason of the signal', async () => {
    const controller = new AbortController();
    const { signal } = controller;
    const running = run('sleep 600 & echo $! > pid; wait', { signal }).catch(
      reason => reason,
    );
    const pid = await readPid();
    controller.abort(new Error('no longer wanted'));
    await expect(running).resolves.toMatchObject({
      message: 'no longer wanted',
    });
    await waitUntilGone(pid);
    await expect(run('exit 0', { signal })).rejects.toThrow('no longer wanted');
  });

  it('stops what says too much', async () => {
    await expect(run('yes')).rejects.toMatchObject({
      name: 'ProcessLimitError',
      limit: 'output',
    });
  });

  it('keeps the newest of many messages', async () => {
    const { stderr } = await run(
      'i=0; while [ $i -lt 9000 ]; do echo "line $i"; i=$((i+1)); done >&2',
    );
    expect(stderr.length).toBeLessThanOrEqual(32_768);
    expect(stderr).toMatch(/line 8999\n$/);
  });

  it('says that there is no such program', async () => {
    await expect(
      run('', { program: 'o8-no-such-program' }),
    ).rejects.toMatchObject({ code: 'ENOENT' });
  });
});
