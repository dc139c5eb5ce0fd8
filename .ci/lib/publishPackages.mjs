import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { listPackages } from '../../bootstrap/listPackages.mjs';
import { buildPackages } from './buildPackages.mjs';

/** Packs and publishes every package that is not private; answers names to versions. */
export async function publishPackages(context, registry) {
  await buildPackages(context);
  const folder = path.join(context.folder, 'packages');
  mkdirSync(folder);
  const versions = {};
  for (const { folder: source, manifest } of listPackages()) {
    const { name, version } = manifest;
    if (manifest.private) {
      continue;
    }
    const file = path.join(folder, `${path.basename(source)}.tgz`);
    await context.yarn(['workspace', name, 'pack', '--out', file]);
    await context.run(
      'npm',
      [
        'publish',
        file,
        `--registry=${registry.url}`,
        // Anybody may publish there, but npm insists on a token.
        `--//${registry.host}/:_authToken=anybody`,
      ],
      { cwd: folder },
    );
    versions[name] = version;
  }
  if (Object.keys(versions).length === 0) {
    throw new Error('There is no package to publish');
  }
  return versions;
}
