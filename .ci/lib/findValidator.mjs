import { existsSync } from 'node:fs';
import path from 'node:path';

/**
 * The program that validates manifests strictly against the schemas of their kinds. It
 * is not a part of the repository: it is named by O8_MANIFEST_VALIDATOR, or beside the
 * checkout. Undefined where there is none.
 */
export function findValidator({ root, env = process.env }) {
  const named = env.O8_MANIFEST_VALIDATOR;
  if (named) {
    const file = path.resolve(root, named);
    if (!existsSync(file)) {
      throw new Error(`O8_MANIFEST_VALIDATOR: there is no ${file}`);
    }
    return file;
  }
  const beside = path.join(root, '../shared/tools/validate-manifests.mjs');
  return existsSync(beside) ? beside : undefined;
}
