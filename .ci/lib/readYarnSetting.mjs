import { execFileSync } from 'node:child_process';
import { ROOT } from '../../bootstrap/paths.mjs';

/** What Yarn is configured with here, wherever that comes from. */
export function readYarnSetting(context, name) {
  const { node, yarn, env } = context.toolchain;
  return execFileSync(node, [yarn, 'config', 'get', name], {
    cwd: ROOT,
    env,
    encoding: 'utf8',
  }).trim();
}
