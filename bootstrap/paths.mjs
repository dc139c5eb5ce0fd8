import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** The root of the repository. */
export const ROOT = path.resolve(
  path.dirname(fileURLToPath(import.meta.url)),
  '..',
);

/** What this checkout keeps: databases, logs, the toolchain. Ignored by git. */
export const STATE = path.join(ROOT, '.o8');

/** Node and Yarn, where the machine's own do not fit. Kept by `npm run reset`. */
export const TOOLCHAIN = path.join(STATE, 'toolchain');

/** What the tools have printed. */
export const LOGS = path.join(STATE, 'logs');
