import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { runAndRead } from '../../../bootstrap/children.mjs';
import { ROOT } from '../../../bootstrap/paths.mjs';
import { copyOver } from '../ManifestStore.mjs';
import { createSpecs, createZone } from './createSpecs.mjs';

const O8 = path.join(ROOT, 'packages/o8-cli/bin/o8');
const ZONE = path.join(ROOT, 'examples/landing-zones/demo.yaml');

/**
 * Writes the platform repository and those of the modules of a runtime, as people do it
 * with the command line. Answers where they are, by role.
 */
export async function renderModules({ runtime, folder, node, metricsPort }) {
  // Not at the top: in a fresh clone nothing is installed when this file is loaded.
  const { parse, stringify } = await import('yaml');
  mkdirSync(folder, { recursive: true });
  const write = (name, document) => {
    const file = path.join(folder, `${name}.yaml`);
    writeFileSync(file, stringify(document));
    return file;
  };
  const zone = createZone(parse(readFileSync(ZONE, 'utf8')));
  const specs = createSpecs(runtime, zone, { metricsPort });
  const zoneFile = write('zone', zone);
  const files = Object.entries(specs).map(([role, spec]) => write(role, spec));
  const platform = path.join(folder, 'platform');
  const out = path.join(folder, 'out');
  const o8 = async (...args) => {
    const { code, output } = await runAndRead(node, [O8, ...args], {
      cwd: ROOT,
    });
    if (code !== 0) {
      throw new Error(`o8 ${args[0]} ended with ${code}\n${output}`);
    }
  };
  await o8('init', zoneFile, '--out', platform);
  await o8(
    ...['render', ...files, '--landing-zone', zoneFile],
    ...['--platform', platform, '--out', out],
  );
  copyOver(path.join(out, 'platform'), platform);
  const modules = Object.entries(specs).map(([role, { metadata }]) => {
    const { name } = metadata;
    return [
      role,
      {
        role,
        name,
        folder: path.join(out, 'modules', name),
        boundary: path.join(platform, 'modules', name, 'clusters/eu-1'),
      },
    ];
  });
  return { platform, modules: Object.fromEntries(modules) };
}
