/** ESLint over packages and tools, the dependency rule included. A warning fails. */
export async function lint(context) {
  await context.yarn(['backstage-cli', 'repo', 'lint', '--max-warnings=0']);
  await context.yarn(['lint:tools', '--max-warnings=0']);
}
