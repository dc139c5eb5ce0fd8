import path from 'node:path';
import { answers } from '../answers.mjs';
import { endAll, run } from '../children.mjs';
import { startFleet } from '../fleet.mjs';
import { requireGit } from '../git.mjs';
import { ROOT } from '../paths.mjs';
import { readPorts, requireFreePorts } from '../ports.mjs';
import { setUp } from '../setUp.mjs';

const PROBE_MS = 500;

const PORTAL_PORTS = ['O8_APP_PORT', 'O8_BACKEND_PORT'];
// What only the demo fleet needs.
const FLEET_PORTS = ['O8_FLEET_PORT', 'O8_GIT_PORT'];
const FLEET_DIR = path.join(ROOT, '.o8/fleet');

/**
 * Starts the portal, its backend and the demo fleet, and says when they are ready.
 * Arguments go to `backstage-cli repo start`; with packages among them, only those are
 * started. A configuration of one's own names clusters of one's own: then there is no
 * demo fleet.
 */
export async function start(args) {
  requireGit();
  const ports = readPorts(args, process.env);
  const startsAll = isWholePortal(ports.args);
  const withFleet = startsAll && !hasOwnConfig(ports.args);
  if (startsAll) {
    await requireFreePorts(
      ports.env,
      withFleet ? [...PORTAL_PORTS, ...FLEET_PORTS] : PORTAL_PORTS,
    );
  }
  const { env, node } = await setUp();
  const fleet = withFleet
    ? await startFleet({
        node,
        env,
        port: ports.env.O8_FLEET_PORT,
        gitPort: ports.env.O8_GIT_PORT,
        // Absolute: the backend runs in a folder of its own.
        dataDir: path.resolve(process.env.O8_FLEET_DIR ?? FLEET_DIR),
      })
    : undefined;
  // A demo without clusters would only look broken.
  fleet?.child.once('close', () => endAll(1));
  if (startsAll) {
    announce(ports.env);
  }
  const exitCode = await run(
    node,
    [
      path.join(ROOT, 'node_modules/@backstage/cli/bin/backstage-cli'),
      'repo',
      'start',
      ...ports.args,
    ],
    { cwd: ROOT, env: { ...env, ...ports.env, ...fleet?.env } },
  );
  // The fleet would live on, and this process with it.
  return fleet ? endAll(exitCode) : exitCode;
}

/** Whether these arguments of `repo start` name a configuration. */
export function hasOwnConfig(args) {
  return args.some(arg => /^--config(=|$)/.test(arg));
}

// The options of `backstage-cli repo start` whose next argument is their value.
const WITH_VALUE = [
  '--config',
  '--require',
  '--link',
  '--inspect',
  '--inspect-brk',
];

/** Whether these arguments of `repo start` start both servers: no package is named. */
export function isWholePortal(args) {
  return args.every(
    (arg, index) =>
      (arg.startsWith('-') || WITH_VALUE.includes(args[index - 1])) &&
      !/^--plugin(=|$)/.test(arg),
  );
}

async function announce({ O8_APP_PORT, O8_BACKEND_PORT }) {
  const portal = `http://localhost:${O8_APP_PORT}`;
  const readiness = `http://localhost:${O8_BACKEND_PORT}/.backstage/health/v1/readiness`;
  while (!(await answers(readiness)) || !(await answers(portal))) {
    // Does not keep this process alive once the servers have ended.
    await new Promise(resolve => setTimeout(resolve, PROBE_MS).unref());
  }
  console.log(`\nReady: ${portal} (Ctrl-C ends it)\n`);
}
