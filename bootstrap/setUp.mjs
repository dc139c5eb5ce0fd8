import path from 'node:path';
import {
  areDependenciesInstalled,
  ensureDependencies,
} from './dependencies.mjs';
import { withLock } from './lock.mjs';
import { STATE } from './paths.mjs';
import { ensureToolchain, isToolchainInstalled } from './toolchain.mjs';

/** Makes everything ready to run tools of the repository; answers the toolchain. */
export async function setUp() {
  const log = text => console.log(text);
  const work = async () => {
    const toolchain = await ensureToolchain({ log });
    await ensureDependencies({ toolchain, log });
    return toolchain;
  };
  // The usual case changes nothing, and so needs no lock.
  return areDependenciesInstalled() && isToolchainInstalled()
    ? work()
    : withLock(path.join(STATE, 'set-up.lock'), { log }, work);
}
