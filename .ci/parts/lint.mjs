/**
 * ESLint over packages and tools, the dependency rule included, and the manifests as
 * publishing needs them. A warning fails.
 */
export async function lint(context) {
  await context.yarn(['fix', '--check']);
  await context.yarn(['backstage-cli', 'repo', 'lint', '--max-warnings=0']);
  await context.yarn(['lint:tools', '--max-warnings=0']);
}
