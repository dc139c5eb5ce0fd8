import assert from 'node:assert/strict';
import { test } from 'node:test';
import { InstallProgress } from './InstallProgress.mjs';

test('each step of the installation is a line where nobody watches', () => {
  const lines = [];
  const progress = new InstallProgress({
    log: line => lines.push(line),
    stream: { isTTY: false },
  });
  progress.start();
  progress.add('➤ YN0000: · Yarn 4.18.1\n');
  progress.add('➤ YN0000: ┌ Resolution step\n');
  progress.add('➤ YN0000: └ Completed\n➤ YN0000: ┌ Fetch step\n');
  progress.add('➤ YN0000: ┌ Link step\n');
  progress.end({ isDone: true });

  assert.deepEqual(
    lines.map(line => line.replace(/ \(?\d+ s\)?\.?$/, '')),
    [
      'Installing the dependencies (about 2 GB; one to three minutes) …',
      '  resolving versions',
      '  downloading packages',
      '  writing node_modules',
      'Dependencies: done after',
    ],
  );
});
