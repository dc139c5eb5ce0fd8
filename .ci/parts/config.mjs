/** The configurations that are shipped fit the schemas of all packages. */
export async function config(context) {
  const check = ['backstage-cli', 'config:check', '--strict'];
  await context.yarn(check);
  await context.yarn([
    ...check,
    '--lax',
    '--config',
    'app-config.yaml',
    '--config',
    'app-config.production.yaml',
  ]);
}
