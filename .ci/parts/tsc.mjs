import { writeDeclarations } from '../lib/writeDeclarations.mjs';

/** Types fit, and the declarations that builds and reports use are written. */
export async function tsc(context) {
  await writeDeclarations(context);
}
