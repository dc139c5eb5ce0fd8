import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { start } from './children.mjs';
import { ROOT } from './paths.mjs';
import { Problem } from './Problem.mjs';

const PROGRAM = path.join(ROOT, 'packages/o8-fleet/bin/o8-fleet');
const LANDING_ZONES = path.join(ROOT, 'examples/landing-zones');
const MODULES = path.join(ROOT, 'examples/modules');
// The others show fields, and are no part of the demo.
const EXAMPLES = ['langfuse.yaml', 'voicefuse.yaml'];
const START_TIMEOUT_MS = 60_000;

/**
 * Starts the demo fleet with its git host as a program of its own, and waits until both
 * listen. Answers the program, and the environment by which the configuration refers to
 * it.
 */
export async function startFleet(options) {
  const { node, env, port, gitPort, dataDir, args = [] } = options;
  const child = start(
    node,
    [
      PROGRAM,
      ...['--port', port, '--git-port', gitPort, '--data-dir', dataDir],
      ...landingZoneFlags(LANDING_ZONES),
      ...EXAMPLES.flatMap(file => ['--example', path.join(MODULES, file)]),
      ...args,
    ],
    { env, stdio: ['ignore', 'pipe', 'pipe'] },
  );
  const { tokens, git } = await readDescription(child);
  // From here on what it says is for people: faults, and why it ended if it does.
  child.stderr.pipe(process.stderr, { end: false });
  return {
    child,
    env: {
      O8_FLEET_PORT: port,
      O8_FLEET_DIR: dataDir,
      O8_GIT_PORT: gitPort,
      O8_GIT_URL: git.url,
      // Only for the Kubernetes plugin, which takes no file: o8 reads the file itself.
      O8_FLEET_VIEWER_TOKEN: tokens.viewer,
    },
  };
}

/** The flags that name every landing zone of a folder, in the order of their names. */
export function landingZoneFlags(folder) {
  const files = existsSync(folder) ? readdirSync(folder).sort() : [];
  return files
    .filter(file => file.endsWith('.yaml'))
    .flatMap(file => ['--landing-zone', path.join(folder, file)]);
}

/** The one JSON document that the fleet prints when it listens. */
function readDescription(child) {
  return new Promise((resolve, reject) => {
    let output = '';
    let errors = '';
    const onError = text => {
      errors = (errors + text).slice(-4000);
    };
    const settle = () => {
      clearTimeout(timer);
      child.stderr.off('data', onError);
      child.off('error', fail);
      child.off('close', fail);
    };
    const fail = () => {
      settle();
      child.kill();
      reject(
        new Problem(
          `The demo fleet did not start:\n${
            errors.trim() || 'it said nothing.'
          }`,
        ),
      );
    };
    const timer = setTimeout(fail, START_TIMEOUT_MS);
    child.stderr.setEncoding('utf8').on('data', onError);
    child.stdout.setEncoding('utf8').on('data', text => {
      output += text;
      const description = tryParse(output);
      if (description) {
        settle();
        resolve(description);
      }
    });
    child.once('error', fail);
    child.once('close', fail);
  });
}

function tryParse(text) {
  try {
    return JSON.parse(text);
  } catch {
    // Not all of it is here yet.
    return undefined;
  }
}
