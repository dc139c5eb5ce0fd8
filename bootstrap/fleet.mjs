import path from 'node:path';
import { start } from './children.mjs';
import { ROOT } from './paths.mjs';
import { Problem } from './Problem.mjs';

const PROGRAM = path.join(ROOT, 'packages/o8-fleet/bin/o8-fleet');
const START_TIMEOUT_MS = 60_000;

/**
 * Starts the demo fleet as a program of its own, and waits until it listens. Answers
 * the program, and the environment by which the configuration refers to it.
 */
export async function startFleet({ node, env, port, dataDir, args = [] }) {
  const child = start(
    node,
    [PROGRAM, '--port', port, '--data-dir', dataDir, ...args],
    { env, stdio: ['ignore', 'pipe', 'pipe'] },
  );
  const { tokens } = await readDescription(child);
  // From here on what it says is for people: faults, and why it ended if it does.
  child.stderr.pipe(process.stderr, { end: false });
  return {
    child,
    env: {
      O8_FLEET_PORT: port,
      O8_FLEET_DIR: dataDir,
      // Only for the Kubernetes plugin, which takes no file: o8 reads the file itself.
      O8_FLEET_READER_TOKEN: tokens.reader,
    },
  };
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
