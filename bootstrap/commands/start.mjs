import path from 'node:path';
import { answers } from '../answers.mjs';
import { run } from '../children.mjs';
import { requireGit } from '../git.mjs';
import { ROOT } from '../paths.mjs';
import { readPorts, requireFreePorts } from '../ports.mjs';
import { setUp } from '../setUp.mjs';

const PROBE_MS = 500;

/**
 * Starts the portal and its backend, and says when both are ready. Arguments go to
 * `backstage-cli repo start`; with packages among them, only those are started.
 */
export async function start(args) {
  requireGit();
  const ports = readPorts(args, process.env);
  const startsAll = ports.args.every(arg => arg.startsWith('-'));
  if (startsAll) {
    await requireFreePorts(ports.env);
  }
  const { env, node } = await setUp();
  if (startsAll) {
    announce(ports.env);
  }
  return run(
    node,
    [
      path.join(ROOT, 'node_modules/@backstage/cli/bin/backstage-cli'),
      'repo',
      'start',
      ...ports.args,
    ],
    { cwd: ROOT, env: { ...env, ...ports.env } },
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
