/** Builds every package, once for all parts that need it. */
export function buildPackages(context) {
  return context.share('build', async () => {
    await context.yarn(['tsc']);
    await context.yarn(['build:all']);
  });
}
