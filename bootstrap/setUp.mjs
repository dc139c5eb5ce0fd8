import path from 'node:path';
import {
  areDependenciesInstalled,
  ensureDependencies,
} from './dependencies.mjs';
import { withLock } from './lock.mjs';
import { STATE } from './paths.mjs';
import { ensureToolchain, isToolchainInstalled } from './toolchain.mjs';

/** Makes everything ready to run tools of the repository; answers the toolchain. */
export async function setUp({ log = text => console.log(text) } = {}) {
  // The usual case changes nothing, and so needs no lock.
  if (areDependenciesInstalled() && isToolchainInstalled()) {
    return ensureToolchain({ log });
  }
  return withLock(path.join(STATE, 'set-up.lock'), { log }, async () => {
    const toolchain = await ensureToolchain({ log });
    await ensureDependencies({ toolchain, log });
    return toolchain;
  });
}
