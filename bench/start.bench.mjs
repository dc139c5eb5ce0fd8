// How long "npm start" takes until it says Ready, when everything is installed.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { performance } from 'node:perf_hooks';
import { fileURLToPath } from 'node:url';

const MAIN = fileURLToPath(new URL('../bootstrap/main.mjs', import.meta.url));
const RUNS = 3;

async function measureMs() {
  const beginMs = performance.now();
  const child = spawn(
    process.execPath,
    [
      MAIN,
      'start',
      '--app-port=3100',
      '--backend-port=7107',
      '--fleet-port=7543',
    ],
    {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, BROWSER: 'none' },
    },
  );
  let output = '';
  const ready = new Promise((resolve, reject) => {
    child.stdout.on('data', data => {
      output += data;
      if (/^Ready: /m.test(output)) {
        resolve(performance.now());
      }
    });
    child.stderr.on('data', data => (output += data));
    child.once('exit', code =>
      reject(new Error(`Ended with ${code}:\n${output.slice(-2000)}`)),
    );
  });
  const endMs = await ready;
  child.kill('SIGTERM');
  await once(child, 'exit');
  return endMs - beginMs;
}

const seconds = [];
for (let i = 0; i < RUNS; i++) {
  seconds.push(Math.round((await measureMs()) / 100) / 10);
}
console.table(seconds.map(value => ({ 'seconds until Ready': value })));
