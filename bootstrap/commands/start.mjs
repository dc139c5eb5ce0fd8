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
  const startsAll = isWholePortal(ports.args);
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
