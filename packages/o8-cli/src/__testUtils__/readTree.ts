import { lstatSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** Everything below a folder: texts by their paths, `null` for empty folders. */
export function readTree(folder: string): Record<string, string | null> {
  const tree: Record<string, string | null> = {};
  const names = readdirSync(folder, { recursive: true }).map(String).sort();
  for (const name of names) {
    const at = path.join(folder, name);
    const stat = lstatSync(at);
    if (stat.isFile()) {
      tree[name] = readFileSync(at, 'utf8');
    } else if (!stat.isDirectory()) {
      tree[name] = '(no file)';
    } else if (readdirSync(at).length === 0) {
      tree[name] = null;
    }
  }
  return tree;
}
