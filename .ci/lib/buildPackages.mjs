import { writeDeclarations } from './writeDeclarations.mjs';

/** Builds every package, once for all parts that need it. */
export function buildPackages(context) {
  return context.share('build', async () => {
    await writeDeclarations(context);
    await context.yarn(['build:all']);
  });
}
