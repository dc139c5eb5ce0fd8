/** The API and SQL reports in the repository are those of the code. */
export async function reports(context) {
  // From nothing: the declarations may be those of an earlier state, and the compiler
  // orders the texts of a translation by what it has seen before.
  await context.yarn(['tsc', '--incremental', 'false']);
  await context.yarn(['build:reports', '--ci']);
}
