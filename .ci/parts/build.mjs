import { buildPackages } from '../lib/buildPackages.mjs';

/** Every package can be built. */
export async function build(context) {
  await buildPackages(context);
}
