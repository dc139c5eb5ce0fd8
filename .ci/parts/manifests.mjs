import { spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { ROOT } from '../../bootstrap/paths.mjs';
import { Checks } from '../lib/Checks.mjs';
import { findValidator } from '../lib/findValidator.mjs';
import { createSpecs } from '../lib/moduleSpecs.mjs';

const O8 = path.join(ROOT, 'packages/o8-cli/bin/o8');
const EXAMPLES = path.join(ROOT, 'examples');
// An overlay is small, but all manifests of a part are not.
const MAX_OUTPUT_BYTES = 64 * 1024 * 1024;

/**
 * What the command line writes for every example, and for specs that are made to break
 * it: `o8 validate`, `kubectl kustomize` and the strict validator accept all of it.
 */
export async function manifests(context) {
  // Not at the top: in a fresh clone nothing is installed when this file is loaded.
  const { parse, stringify } = await import('yaml');
  const { node } = context.toolchain;
  const folder = path.join(context.folder, 'manifests');
  const checks = new Checks();
  const o8 = (...args) => run(node, [O8, ...args]);
  const read = file => ({ file, document: parse(readFileSync(file, 'utf8')) });

  const zones = listYaml('landing-zones').map(read);
  const examples = listYaml('modules').map(read);
  if (!zones.length) {
    throw new Error('There is no example of a landing zone');
  }
  for (const { file, document } of examples) {
    const { landingZone } = document.spec;
    await checks.run(`${path.basename(file)} has a landing zone`, () => {
      if (!zones.some(zone => zone.document.metadata.name === landingZone)) {
        throw new Error(`No example is called ${landingZone}`);
      }
    });
  }
  for (const zone of zones) {
    await renderZone(zone);
  }
  await kustomize({ folder, checks });
  await validateStrictly({ node, folder, checks });
  return checks.totals;

  /** A platform repository with all modules in it, and their repositories. */
  async function renderZone({ file, document }) {
    const { name } = document.metadata;
    const at = path.join(folder, name);
    const apps = path.join(at, 'platform');
    mkdirSync(at, { recursive: true });
    await checks.run(`${name}: o8 init`, () => o8('init', file, '--out', apps));
    const specs = [
      ...examples
        .filter(example => example.document.spec.landingZone === name)
        .map(example => example.document),
      ...createSpecs(document),
    ];
    for (const spec of specs) {
      const module = spec.metadata.name;
      await checks.run(`${name}: o8 render ${module}`, () => {
        const specFile = path.join(folder, `${name}.${module}.yaml`);
        writeFileSync(specFile, stringify(spec));
        const out = path.join(at, 'modules', module);
        const zone = ['--landing-zone', file, '--platform', apps];
        o8('render', specFile, ...zone, '--out', out);
        cpSync(path.join(out, 'platform'), apps, { recursive: true });
      });
    }
    await checks.run(`${name}: o8 validate`, () =>
      o8('validate', at, '--landing-zone', file),
    );
  }
}

/** Every overlay is built; what comes out is validated with everything else. */
async function kustomize({ folder, checks }) {
  if (spawnSync('kubectl', ['version', '--client']).status !== 0) {
    checks.skip('kubectl kustomize', 'there is no kubectl here');
    return;
  }
  const overlays = readdirSync(folder, { recursive: true })
    .map(String)
    .filter(at => /[/\\]module[/\\]deploy[/\\]overlays[/\\][^/\\]+$/.test(at))
    .sort();
  if (!overlays.length) {
    throw new Error('There is no overlay');
  }
  for (const overlay of overlays) {
    await checks.run(`kubectl kustomize ${overlay}`, () => {
      const text = run('kubectl', ['kustomize', path.join(folder, overlay)]);
      writeFileSync(path.join(folder, overlay, 'built.yaml'), text);
    });
  }
}

async function validateStrictly({ node, folder, checks }) {
  const validator = findValidator({ root: ROOT });
  if (!validator) {
    checks.skip('the strict validator', 'no validator here');
    return;
  }
  // It finds its libraries from here.
  await checks.run('the strict validator', () => {
    const output = run(node, [validator, folder]);
    console.log(`    ${output.trim().split('\n').at(-1)}`);
  });
}

function listYaml(name) {
  const folder = path.join(EXAMPLES, name);
  return (existsSync(folder) ? readdirSync(folder) : [])
    .filter(file => file.endsWith('.yaml'))
    .sort()
    .map(file => path.join(folder, file));
}

/** Runs a program in the root of the repository; fails with what it said. */
function run(program, args) {
  const { status, stdout, stderr, error } = spawnSync(program, args, {
    cwd: ROOT,
    encoding: 'utf8',
    maxBuffer: MAX_OUTPUT_BYTES,
  });
  if (error || status !== 0) {
    throw error ?? new Error(`It ended with ${status}\n${stdout}${stderr}`);
  }
  return stdout;
}
