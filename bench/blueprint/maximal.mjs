import { readFileSync } from 'node:fs';
import v8 from 'node:v8';
import vm from 'node:vm';

const EXAMPLES = new URL('../../examples/', import.meta.url);
// Fewer would measure the compiler too: it is at work for the first few hundred.
const WARM_UP = 500;
const MODULES = 1_000;
const MIB = 1024 * 1024;

/**
 * How many modules with every field a core writes in a second, from their specs to the
 * text of their files, how many specs it reads, and what 1,000 of them hold in memory.
 */
export function measureMaximal({
  parseLandingZone,
  parseModuleSpec,
  planModule,
  renderPlan,
}) {
  const valueOf = result => {
    if (!result.ok) {
      throw new Error(JSON.stringify(result.problems, null, 2));
    }
    return result.value;
  };
  const read = file => readFileSync(new URL(file, EXAMPLES), 'utf8');
  const zone = valueOf(parseLandingZone(read('landing-zones/demo.yaml')));
  const text = read('modules/maximal-service.yaml');
  const { modules } = createNeighbours();
  const parse = index => valueOf(parseModuleSpec(rename(index)));
  const render = spec =>
    renderPlan(valueOf(planModule({ spec, zone, platform: { modules } })));

  for (let index = 0; index < WARM_UP; index += 1) {
    render(parse(index));
  }
  const gc = exposeGc();
  const reading = measure(() => times(parse));
  gc();
  const beforeBytes = process.memoryUsage().heapUsed;
  const writing = measure(() => reading.value.map(render));
  const peakBytes = process.memoryUsage().heapUsed;
  gc();
  const afterBytes = process.memoryUsage().heapUsed;
  const [{ module, platform }] = writing.value;
  return {
    'files per module': module.length + platform.length,
    'modules written per second of a core (promise: 200)': writing.rate,
    'specs read from YAML per second of a core': reading.rate,
    'heap of the files of 1,000 modules, MiB': toMib(afterBytes - beforeBytes),
    'heap while they are written, garbage included, MiB': toMib(
      peakBytes - beforeBytes,
    ),
  };

  function rename(index) {
    const renamed = text.replace(/^( {2}name: ).*$/m, `$1maximal-${index}`);
    if (renamed === text) {
      throw new Error('The example has no name to replace');
    }
    return renamed;
  }

  /** What it depends on must be there. */
  function createNeighbours() {
    const spec = valueOf(parseModuleSpec(text));
    const names = (spec.spec.dependsOn ?? []).flatMap(({ module: callee }) =>
      callee === undefined ? [] : [callee],
    );
    return {
      modules: names.map(name => ({
        spec: valueOf(parseModuleSpec(read(`modules/${name}.yaml`))),
      })),
    };
  }
}

const times = run => Array.from({ length: MODULES }, (_, index) => run(index));

/** By the time of the core, not of the clock: others may use the machine too. */
function measure(run) {
  const begin = process.cpuUsage();
  const value = run();
  const { user, system } = process.cpuUsage(begin);
  return { value, rate: Math.round(MODULES / ((user + system) / 1e6)) };
}

const toMib = bytes => Math.round(bytes / MIB);

function exposeGc() {
  v8.setFlagsFromString('--expose-gc');
  return vm.runInNewContext('gc');
}
