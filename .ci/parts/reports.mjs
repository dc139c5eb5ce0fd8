import { writeDeclarations } from '../lib/writeDeclarations.mjs';

/** The API and SQL reports in the repository are those of the code. */
export async function reports(context) {
  await writeDeclarations(context);
  await context.yarn(['build:reports', '--ci']);
}
