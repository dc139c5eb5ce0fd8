// What it takes to write modules, and to judge a platform repository: in the portal one
// entry, which must not hold up other requests, and on the command line all of them.
import { createRequire } from 'node:module';
import { performance } from 'node:perf_hooks';
import { measureMaximal } from './blueprint/maximal.mjs';

const SIZES = [200, 2000];
const RUNS = 3;

const require = createRequire(import.meta.url);
require('@backstage/cli/config/nodeTransform.cjs');
const blueprint = require('../packages/o8-blueprint/src/index.ts');
const {
  findEntryProblems,
  findPlatformProblems,
  parseLandingZone,
  parsePlatform,
  planModule,
  renderPlan,
  renderPlatform,
  toModuleSpec,
} = blueprint;

const zone = valueOf(
  parseLandingZone(`
apiVersion: orchestr8.io/v1alpha1
kind: LandingZone
metadata: { name: demo }
spec:
  git: { url: https://git.example.com, modules: modules, platform: platform/apps }
  clusters:
    - { name: eu-1, environment: production, default: true }
    - { name: us-1, environment: production, default: true }
  registry: registry.example.com/modules
  placeholderImage: registry.example.com/placeholder:1.0.0
`),
);

function valueOf(result) {
  if (!result.ok) {
    throw new Error(JSON.stringify(result.problems, null, 2));
  }
  return result.value;
}

/** Every second one is backed up on some days of the week only. */
function createSpec(name, index = 0) {
  return valueOf(
    toModuleSpec({
      apiVersion: 'orchestr8.io/v1alpha1',
      kind: 'Module',
      metadata: { name, owner: 'group:default/guests' },
      spec: {
        landingZone: 'demo',
        workload: { kind: 'service' },
        recovery:
          index % 2 ? { schedule: '0 * * * 1-5', retentionDays: 10 } : {},
      },
    }),
  );
}

function renderEntry(spec, platform = { modules: [] }) {
  return renderPlan(valueOf(planModule({ spec, zone, platform }))).platform;
}

function createRepository(modules) {
  return [
    ...renderPlatform(zone),
    ...Array.from({ length: modules }, (_, index) =>
      renderEntry(createSpec(`module-${index}`, index)),
    ).flat(),
  ];
}

/** What the portal does for a form: read, plan, judge the one new entry. */
function planNewEntry(files) {
  const platform = valueOf(parsePlatform(files));
  const entry = renderEntry(createSpec('billing'), platform);
  return findEntryProblems({
    name: 'billing',
    files: [...files, ...entry],
    zones: [zone],
  });
}

function measure(run) {
  const timesMs = Array.from({ length: RUNS }, () => {
    const beginMs = performance.now();
    const problems = run();
    if (problems.length > 0) {
      throw new Error(JSON.stringify(problems.slice(0, 3), null, 2));
    }
    return performance.now() - beginMs;
  });
  const round = valueMs => Math.round(valueMs);
  const [firstMs] = timesMs;
  const medianMs = timesMs.sort((a, b) => a - b)[Math.floor(RUNS / 2)];
  return { 'first ms': round(firstMs), 'median ms': round(medianMs) };
}

console.table(measureMaximal(blueprint));

const table = {};
for (const size of SIZES) {
  const files = createRepository(size);
  const hardly = files.map(file => ({
    ...file,
    content: file.path.endsWith('.yaml')
      ? `# 1\n${file.content}`
      : file.content,
  }));
  const add = (what, run) => {
    table[`${size} modules: ${what}`] = measure(run);
  };
  add('parsePlatform', () => {
    const platform = parsePlatform(files);
    return platform.ok ? [] : platform.problems;
  });
  add('plan one entry (promise for 200: < 300)', () => planNewEntry(files));
  add('findPlatformProblems', () => findPlatformProblems(files, [zone]));
  if (size === SIZES[0]) {
    add('findPlatformProblems, every file touched', () =>
      findPlatformProblems(hardly, [zone]),
    );
  }
}
console.table(table);
