/** The API and SQL reports in the repository are those of the code. */
export async function reports(context) {
  // The declarations may be those of an earlier state.
  await context.yarn(['tsc']);
  await context.yarn(['build:reports', '--ci']);
}
