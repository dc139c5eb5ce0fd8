/** Everything is formatted. */
export async function prettier(context) {
  await context.yarn(['prettier:check']);
}
