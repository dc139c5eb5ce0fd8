import {
  parseLandingZone,
  parseModuleSpec,
  parsePlatform,
  planModule,
  renderPlan,
  type Platform,
  type RenderedFile,
} from '@orchestr8/o8-blueprint';
import path from 'node:path';
import { lstatIfPresent } from '../files/compareTree';
import { readRepository } from '../files/readRepository';
import { APPROVED_SCOPE } from '../files/scopes';
import { inFile, inRepository, ofFile } from '../FileProblem';
import { readInput, type Input } from './readInput';

/** What a module is rendered from: files and a folder, as they were typed. */
export interface RenderInputs {
  module: string;
  zone: string;
  platform?: string;
  cwd: string;
}

/** What a module becomes. */
export interface Rendering {
  name: string;
  /** Of both repositories, each below the folder of its repository. */
  files: RenderedFile[];
}

/** Reads everything, and renders it in memory. */
export async function renderInputs(
  options: RenderInputs,
): Promise<Input<Rendering>> {
  const { module, cwd } = options;
  // All of them, whatever is wrong with one: every problem at once.
  const [spec, zone, platform] = await Promise.all([
    readInput({ cwd, file: module, parse: parseModuleSpec }),
    readInput({ cwd, file: options.zone, parse: parseLandingZone }),
    readPlatform(cwd, options.platform),
  ]);
  if (!spec.ok || !zone.ok || !platform.ok) {
    const problems = [spec, zone, platform].flatMap(input =>
      input.ok ? [] : input.problems,
    );
    return { ok: false, problems };
  }
  const plan = planModule({
    spec: spec.value,
    zone: zone.value,
    platform: platform.value,
  });
  if (!plan.ok) {
    return { ok: false, problems: inFile(module, plan.problems) };
  }
  const rendered = renderPlan(plan.value);
  return {
    ok: true,
    value: {
      name: plan.value.spec.metadata.name,
      files: [
        ...rendered.module.map(file => below('module', file)),
        ...rendered.platform.map(file => below('platform', file)),
      ],
    },
  };
}

function below(folder: string, file: RenderedFile): RenderedFile {
  return { ...file, path: `${folder}/${file.path}` };
}

async function readPlatform(
  cwd: string,
  label: string | undefined,
): Promise<Input<Platform>> {
  if (label === undefined) {
    return { ok: true, value: { modules: [] } };
  }
  const folder = path.resolve(cwd, label);
  const read = await readRepository({ folder, label, scope: APPROVED_SCOPE });
  const modules = await lstatIfPresent(path.join(folder, 'modules'));
  if (!read.problems.length && !modules) {
    // Of a wrong folder, all names would be free.
    const message = 'is no platform repository: it has no folder "modules"';
    return { ok: false, problems: [ofFile(label, 'unreadable', message)] };
  }
  // Names that could not be read could not be compared.
  if (read.problems.length) {
    return { ok: false, problems: read.problems };
  }
  const platform = parsePlatform(read.files);
  return platform.ok
    ? platform
    : { ok: false, problems: inRepository(label, platform.problems) };
}
