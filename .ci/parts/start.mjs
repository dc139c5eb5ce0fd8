import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import https from 'node:https';
import path from 'node:path';
import { start as startProgram } from '../../bootstrap/children.mjs';
import { isAlive } from '../../bootstrap/isAlive.mjs';
import { parentOf } from '../../bootstrap/parentOf.mjs';
import { ROOT } from '../../bootstrap/paths.mjs';
import { freePort } from '../lib/freePort.mjs';
import { waitForUrl } from '../lib/waitFor.mjs';

const READY_LIMIT_MS = 300_000;
const END_LIMIT_MS = 30_000;

/**
 * `npm start` says that it is ready, serves the portal and the API, and ends all it
 * has started when npm is told to end.
 */
export async function start() {
  const [appPort, backendPort, fleetPort, gitPort] = [
    await freePort(),
    await freePort(),
    await freePort(),
    await freePort(),
  ];
  const npm = startProgram(
    'npm',
    [
      'start',
      '--',
      `--app-port=${appPort}`,
      `--backend-port=${backendPort}`,
      `--fleet-port=${fleetPort}`,
      `--git-port=${gitPort}`,
    ],
    {
      cwd: ROOT,
      env: { ...process.env, BROWSER: 'none' },
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  const exited = once(npm, 'exit');
  let output = '';
  npm.stdout.setEncoding('utf8').on('data', text => (output += text));

  const family = () => listDescendants(npm.pid);
  let started = [];
  try {
    const backend = `http://localhost:${backendPort}`;
    const options = { child: npm, limitMs: READY_LIMIT_MS };
    await waitForUrl(`${backend}/.backstage/health/v1/readiness`, options);
    await waitForUrl(`http://localhost:${appPort}/`, options);
    await waitUntil(
      () => output.includes(`Ready: http://localhost:${appPort}`),
      'the line "Ready" is printed',
    );
    const { status } = await fetch(`${backend}/api/o8/v1/sources`);
    if (status !== 401) {
      throw new Error(`A stranger got ${status} from the API, not 401`);
    }
    await requireFleet(fleetPort);
    started = family();
  } catch (error) {
    console.error(output.slice(-5000));
    throw error;
  } finally {
    npm.kill('SIGTERM');
    await exited;
  }
  await waitUntil(
    () => !started.some(isAlive),
    `all of ${started.length} processes have ended`,
  );
  console.log(`All ${started.length} processes ended with npm.`);
}

// By the certificate that the fleet has made, as the portal itself verifies it.
async function requireFleet(port) {
  const ca = readFileSync(path.join(ROOT, '.o8/fleet/ca.crt'), 'utf8');
  const request = https.get(`https://localhost:${port}/clusters/hub/version`, {
    ca,
  });
  const [response] = await once(request, 'response');
  response.resume();
  if (response.statusCode !== 200) {
    throw new Error(`The fleet answers ${response.statusCode}`);
  }
}

function listDescendants(pid) {
  return listProcesses()
    .filter(({ parent }) => parent === pid)
    .flatMap(child => [child.pid, ...listDescendants(child.pid)]);
}

// Linux tells in /proc; slim images have no ps.
function listProcesses() {
  if (existsSync('/proc/self')) {
    const pids = readdirSync('/proc').filter(name => /^\d+$/.test(name));
    return pids.map(pid => ({ pid: Number(pid), parent: findParent(pid) }));
  }
  const table = execFileSync('ps', ['-eo', 'pid=,ppid='], { encoding: 'utf8' });
  return [...table.matchAll(/(\d+)\s+(\d+)/g)].map(([, pid, parent]) => ({
    pid: Number(pid),
    parent: Number(parent),
  }));
}

function findParent(pid) {
  try {
    return parentOf(pid);
  } catch (error) {
    // It has ended since the folder was listed.
    if (error.code === 'ENOENT' || error.code === 'ESRCH') {
      return undefined;
    }
    throw error;
  }
}

async function waitUntil(condition, what) {
  const endMs = Date.now() + END_LIMIT_MS;
  while (!condition()) {
    if (Date.now() > endMs) {
      throw new Error(`Not within ${END_LIMIT_MS / 1000} s: ${what}`);
    }
    await new Promise(resolve => setTimeout(resolve, 200));
  }
}
