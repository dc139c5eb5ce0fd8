import { execFile, spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { ROOT } from '../../bootstrap/paths.mjs';
import { Checks } from '../lib/Checks.mjs';
import { checkRules } from '../lib/checkRules.mjs';
import { findValidator } from '../lib/findValidator.mjs';
import { createMaximal, createPairs, createZones } from '../lib/matrix.mjs';
import { copyOver, ManifestStore } from '../lib/ManifestStore.mjs';
import { createSpecs } from '../lib/moduleSpecs.mjs';
import { runSideBySide } from '../lib/runSideBySide.mjs';

const O8 = path.join(ROOT, 'packages/o8-cli/bin/o8');
const EXAMPLES = path.join(ROOT, 'examples');
const LAYOUTS = ['directory', 'kustomize', 'helm-values', 'applicationset'];
// An overlay is small, but all manifests of a part are not.
const MAX_OUTPUT_BYTES = 64 * 1024 * 1024;
// One for each core: nothing here measures how long it takes.
const AT_A_TIME = 2;

/**
 * What the command line writes for every example in every layout and every landing zone that
 * has secrets where it expects them, for specs that are made to break it, and for every mesh
 * with every bus, operator of secrets and way to deliver: `o8 validate`, `kubectl kustomize`
 * and the strict validator accept all of it. Equal files are looked at once.
 */
export async function manifests(context) {
  // Not at the top: in a fresh clone nothing is installed when this file is loaded.
  const { parse, parseAllDocuments, stringify } = await import('yaml');
  const { node } = context.toolchain;
  const folder = path.join(context.folder, 'manifests');
  const checks = new Checks();
  const store = new ManifestStore(path.join(folder, 'all'));
  const o8 = (...args) => run(node, [O8, ...args]);
  const read = file => parse(readFileSync(file, 'utf8'));

  const zones = listYaml('landing-zones').map(read);
  const examples = listYaml('modules').map(read);
  if (!zones.length || !examples.length) {
    throw new Error('There are no examples of landing zones or of modules');
  }
  const homeOf = ({ spec }) =>
    zones.find(zone => zone.metadata.name === spec.landingZone);
  for (const example of examples) {
    const { metadata, spec } = example;
    await checks.run(`${metadata.name} has a landing zone`, () => {
      if (!homeOf(example)) {
        throw new Error(`No example is called ${spec.landingZone}`);
      }
    });
  }
  const maximal = examples.find(
    ({ metadata }) => metadata.name === 'maximal-service',
  );
  const renderings = [
    ...zones.flatMap(zone =>
      LAYOUTS.map(layout => [
        { ...zone, spec: { ...zone.spec, layout } },
        [
          ...examples
            .filter(example => secretsOf(homeOf(example)) === secretsOf(zone))
            .map(example => moveTo(example, zone.metadata.name)),
          // What is hostile in one layout is so in all; with one more there are several modules
          // in each landing zone, which have folders of their own.
          ...createSpecs(zone).slice(0, layout === LAYOUTS[0] ? undefined : 1),
        ],
      ]),
    ),
    ...createZones(zones[0]).map(zone => [
      zone,
      [...createMaximal(maximal, zone), ...createPairs(maximal, zone)],
    ]),
  ];
  await runSideBySide(
    renderings.map(
      ([zone, modules]) =>
        () =>
          renderZone(zone, modules),
    ),
    AT_A_TIME,
  );
  await kustomize({ store, checks });
  await validateStrictly({ node, folder: path.join(folder, 'all'), checks });
  await checkRules({
    folder: path.join(folder, 'all'),
    into: path.join(folder, 'rules'),
    checks,
    readAll: text => parseAllDocuments(text).map(each => each.toJS()),
  });
  console.log(`    ${store.files} different files`);
  return checks.totals;

  /** A platform repository with all modules in it, and their repositories. */
  async function renderZone(zone, modules) {
    const { name } = zone.metadata;
    const { layout } = zone.spec;
    const title = `${name}, ${layout}`;
    const at = path.join(folder, name, layout);
    const apps = path.join(at, 'platform');
    mkdirSync(at, { recursive: true });
    const zoneFile = write(path.join(folder, `${name}.${layout}.yaml`), zone);
    await checks.run(`${title}: o8 init`, () =>
      o8('init', zoneFile, '--out', apps),
    );
    const specs = modules.map(spec =>
      write(path.join(folder, `${name}.${spec.metadata.name}.yaml`), spec),
    );
    const out = path.join(at, 'out');
    await checks.run(
      `${title}: o8 render, ${specs.length} modules`,
      async () => {
        const flags = ['--landing-zone', zoneFile, '--platform', apps];
        await o8('render', ...specs, ...flags, '--out', out);
        copyOver(path.join(out, 'platform'), apps);
      },
    );
    await checks.run(`${title}: o8 validate`, async () => {
      await o8('validate', apps, '--landing-zone', zoneFile);
      await o8(
        'validate',
        path.join(out, 'modules'),
        '--landing-zone',
        zoneFile,
      );
    });
    store.addPlatform(apps);
    for (const module of readdirSync(path.join(out, 'modules'))) {
      store.addModule(path.join(out, 'modules', module));
    }
  }

  function write(file, document) {
    writeFileSync(file, stringify(document));
    return file;
  }
}

/** Ciphertext is for no store, and what is in a store is sealed nowhere. */
function secretsOf(zone) {
  return zone?.spec.secrets?.operator;
}

/** The same module in another landing zone. */
function moveTo(module, landingZone) {
  return { ...module, spec: { ...module.spec, landingZone } };
}

/** Every overlay is built; what comes out is validated with everything else. */
async function kustomize({ store, checks }) {
  if (spawnSync('kubectl', ['version', '--client']).status !== 0) {
    checks.skip('kubectl kustomize', 'there is no kubectl here');
    return;
  }
  if (!store.overlays.length) {
    throw new Error('There is no overlay');
  }
  const build = overlay => async () => {
    const title = overlay.split(path.sep).slice(-5).join('/');
    await checks.run(`kubectl kustomize ${title}`, async () =>
      store.addBuilt(await run('kubectl', ['kustomize', overlay])),
    );
  };
  await runSideBySide(store.overlays.map(build), AT_A_TIME);
}

async function validateStrictly({ node, folder, checks }) {
  const validator = findValidator({ root: ROOT });
  if (!validator) {
    checks.skip('the strict validator', 'no validator here');
    return;
  }
  // It finds its libraries from here.
  await checks.run('the strict validator', async () => {
    const output = await run(node, [validator, folder]);
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
async function run(program, args) {
  try {
    const { stdout } = await promisify(execFile)(program, args, {
      cwd: ROOT,
      maxBuffer: MAX_OUTPUT_BYTES,
    });
    return stdout;
  } catch (error) {
    const { code, stdout = '', stderr = '' } = error;
    throw new Error(`It ended with ${code}\n${stdout}${stderr}`, {
      cause: error,
    });
  }
}
