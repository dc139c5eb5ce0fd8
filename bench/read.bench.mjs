// What a page costs, how late it is, and what the backend takes for it: the limits of
// docs/reference/performance.md, each beside what the same machine takes for nothing.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { Figures } from './read/Figures.mjs';
import { measureGrowth } from './read/growth.mjs';
import { describeMachine } from './read/describeMachine.mjs';
import { measureWorld } from './read/measureWorld.mjs';
import { createPlan } from './read/createPlan.mjs';
import { toMarkdown } from './read/toMarkdown.mjs';

const { values } = parseArgs({
  options: {
    modules: { type: 'string', default: '2000' },
    clusters: { type: 'string', default: '20' },
    quick: { type: 'boolean', default: false },
    growth: { type: 'boolean', default: false },
    'no-growth': { type: 'boolean', default: false },
    json: { type: 'string' },
    markdown: { type: 'string' },
  },
});
const modules = Number(values.modules);
const clusters = Number(values.clusters);
const plan = createPlan({ isQuick: values.quick });

const folder = await mkdtemp(path.join(os.tmpdir(), 'o8-read-bench-'));
const figures = new Figures();
const machine = describeMachine();
console.log(machine);
try {
  if (!values.growth) {
    await measureWorld({ figures, folder, modules, clusters, plan });
  }
  if (!values['no-growth']) {
    await measureGrowth({ figures, folder, modules, clusters });
  }
} finally {
  await rm(folder, { recursive: true, force: true });
}
if (values.json) {
  const { sections, missed } = figures;
  const report = {
    machine,
    modules,
    clusters,
    quick: values.quick,
    sections,
    missed,
  };
  await writeFile(values.json, `${JSON.stringify(report, undefined, 2)}\n`);
}
if (values.markdown) {
  await writeFile(values.markdown, `${toMarkdown(figures.sections)}\n`);
}
console.log(
  figures.missed.length === 0
    ? '\nEvery limit is met.'
    : `\nMissed:\n${figures.missed.join('\n')}`,
);
