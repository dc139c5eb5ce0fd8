import { mkdtempSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { run, runAndRead } from '../../bootstrap/children.mjs';
import { ROOT } from '../../bootstrap/paths.mjs';

/**
 * What the parts share: a temporary folder, programs run with the repository's
 * toolchain, and things to end when all is done.
 */
export function createContext() {
  const toEnd = [];
  const shared = new Map();
  const context = {
    folder: mkdtempSync(path.join(os.tmpdir(), 'o8-ci-')),
    toolchain: undefined,

    ...createRunners(() => context.toolchain, run),

    /** The same context, but what its programs print goes there. */
    printingTo(onText) {
      return {
        ...context,
        ...createRunners(
          () => context.toolchain,
          async (program, args, options) =>
            (await runAndRead(program, args, { ...options, onText })).code,
        ),
      };
    },

    /** Makes something once for all parts that need it. */
    share(name, make) {
      if (!shared.has(name)) {
        shared.set(name, make());
      }
      return shared.get(name);
    },

    /** Ends something after the last part. */
    onEnd(end) {
      toEnd.push(end);
    },

    async end() {
      const results = await Promise.allSettled(toEnd.map(end => end()));
      for (const { status, reason } of results) {
        if (status === 'rejected') {
          console.error(reason);
        }
      }
    },
  };
  return context;
}

function createRunners(getToolchain, execute) {
  return {
    /** Runs a program of the repository; fails unless it ends with 0. */
    run(program, args, options) {
      const label = [path.basename(program), ...args].join(' ');
      return runLabelled(label, program, args, options);
    },

    /** Runs Yarn, which knows the programs of all packages. */
    yarn(args, options) {
      const { node, yarn } = getToolchain();
      const label = ['yarn', ...args].join(' ');
      return runLabelled(label, node, [yarn, ...args], options);
    },
  };

  async function runLabelled(label, program, args, { env, ...options } = {}) {
    const code = await execute(program, args, {
      cwd: ROOT,
      ...options,
      env: { ...getToolchain().env, ...env },
    });
    if (code !== 0) {
      throw new Error(`"${label}" ended with ${code}`);
    }
  }
}
