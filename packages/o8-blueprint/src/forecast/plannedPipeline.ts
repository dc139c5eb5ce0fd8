import { toPipeline, type Pipeline } from '../systems/pipelines/toPipeline';
import type { ModulePlan } from '../types';

const FILES = {
  github: {
    check: '.github/workflows/check.yaml',
    build: '.github/workflows/build.yaml',
  },
  gitlab: { check: '.gitlab-ci.yml', build: '.gitlab-ci.yml' },
};

/** What the planned pipeline of a module does: what no planned file does is left out. */
export function plannedPipeline(plan: ModulePlan): Pipeline | undefined {
  const pipeline = toPipeline(plan);
  if (!pipeline) {
    return undefined;
  }
  const { ci, build, scans, cli, tools, ...rest } = pipeline;
  const has = (path: string) => plan.module.some(file => file.path === path);
  const canRun = ci === 'github' || tools !== undefined;
  const isChecked = has(FILES[ci].check);
  return {
    ...rest,
    ci,
    tools,
    ...(has(FILES[ci].build) && canRun && { build }),
    ...(isChecked && canRun && { scans }),
    // An image of its own needs no other tools.
    ...(isChecked && (canRun || (cli && 'image' in cli)) && { cli }),
  };
}
