import path from 'node:path';
import { endAll, start } from './children.mjs';
import { ROOT } from './paths.mjs';
import { Problem } from './Problem.mjs';

const PROGRAM = path.join(ROOT, 'packages/o8-fleet/bin/o8-fleet');
const START_TIMEOUT_MS = 60_000;

/**
 * Starts the demo fleet as a program of its own, and waits until it listens. Answers
 * the environment by which the configuration refers to it. If the fleet ends later,
 * so does everything: a demo without clusters would only look broken.
 */
export async function startFleet({ node, env, port, args = [] }) {
  const child = start(node, [PROGRAM, '--port', port, ...args], {
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const { tokens } = await readDescription(child);
  child.once('close', code => {
    console.error(`The demo fleet has ended (exit code ${code}).`);
    endAll(1);
  });
  // Only for the Kubernetes plugin, which takes no file: o8 reads the file itself.
  return { O8_FLEET_READER_TOKEN: tokens.reader };
}

/** The one JSON document that the fleet prints when it listens. */
function readDescription(child) {
  return new Promise((resolve, reject) => {
    let output = '';
    let errors = '';
    const fail = () =>
      reject(
        new Problem(
          `The demo fleet did not start:\n${
            errors.trim() || 'it said nothing.'
          }`,
        ),
      );
    const timer = setTimeout(fail, START_TIMEOUT_MS);
    child.stderr.setEncoding('utf8').on('data', text => {
      errors = (errors + text).slice(-4000);
    });
    child.stdout.setEncoding('utf8').on('data', text => {
      output += text;
      const description = tryParse(output);
      if (description) {
        clearTimeout(timer);
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
