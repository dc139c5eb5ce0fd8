import { ensureDependencies } from './dependencies.mjs';
import { ensureToolchain } from './toolchain.mjs';

/** Makes everything ready to run tools of the repository; answers the toolchain. */
export async function setUp() {
  const log = text => console.log(text);
  const toolchain = await ensureToolchain({ log });
  await ensureDependencies({ toolchain, log });
  return toolchain;
}
