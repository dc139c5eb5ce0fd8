import { ROOT } from './paths.mjs';

/**
 * The folder in which a command was typed, which is what its relative paths mean: npm
 * and Yarn run scripts in the root of the repository and keep the folder in INIT_CWD.
 */
export function callerFolder({
  script,
  cwd = process.cwd(),
  env = process.env,
}) {
  // The variable is inherited: below the script of another command it is an old one.
  const isScript = env.npm_lifecycle_event === script && cwd === ROOT;
  return (isScript && env.INIT_CWD) || cwd;
}
