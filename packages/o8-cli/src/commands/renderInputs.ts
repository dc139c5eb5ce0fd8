import {
  parseModuleSpec,
  type Platform,
  type RenderedFile,
} from '@orchestr8/o8-blueprint';
import type { LandingZone } from '@orchestr8/backstage-plugin-o8-common';
import { ofFile, type FileProblem } from '../FileProblem';
import { readInput, type Input } from './readInput';
import { readPlatform } from './readPlatform';
import { readZones } from './readZones';
import {
  renderTogether,
  type OnProgress,
  type SpecFile,
} from './renderTogether';

/** What modules are rendered from: files and a folder, as they were typed. */
export interface RenderInputs {
  modules: string[];
  zones: string[];
  platform?: string;
  allowDestructive?: boolean;
  cwd: string;
  onProgress?: OnProgress;
}

/** A module of a rendering. */
export interface RenderedName {
  name: string;
  file: string;
  /** Where its own repository is in the output. */
  folder: string;
}

/** What modules become. */
export interface Rendering {
  modules: RenderedName[];
  /** Of all repositories, each below the folder of its repository. */
  files: RenderedFile[];
  /** What could not be checked. */
  notes: string[];
}

interface Inputs {
  specs: SpecFile[];
  zones: LandingZone[];
  platform?: Platform;
}

/** Reads everything, and renders it in memory. */
export async function renderInputs(
  options: RenderInputs,
): Promise<Input<Rendering>> {
  const read = await readInputs(options);
  if (!read.ok) {
    return read;
  }
  const { specs } = read.value;
  const rendered = renderTogether({
    ...read.value,
    allowDestructive: options.allowDestructive,
    onProgress: options.onProgress,
  });
  if (!rendered.ok) {
    return rendered;
  }
  const { modules, platform, notes } = rendered.value;
  const names = specs.map(({ file, spec: { metadata } }) => ({
    file,
    name: metadata.name,
    folder: specs.length > 1 ? `modules/${metadata.name}` : 'module',
  }));
  return {
    ok: true,
    value: {
      modules: names,
      notes,
      files: [
        ...names.flatMap(({ folder }, index) =>
          modules[index].map(file => below(folder, file)),
        ),
        ...platform.map(file => below('platform', file)),
      ],
    },
  };
}

/** All of them, whatever is wrong with one: every problem at once. */
async function readInputs(options: RenderInputs): Promise<Input<Inputs>> {
  const { modules, cwd, platform: label } = options;
  const [specs, zones, platform] = await Promise.all([
    Promise.all(
      modules.map(file => readInput({ cwd, file, parse: parseModuleSpec })),
    ),
    readZones(cwd, options.zones),
    label === undefined ? undefined : readPlatform(cwd, label),
  ]);
  const files = specs.flatMap((input, index) =>
    input.ok ? [{ file: modules[index], spec: input.value }] : [],
  );
  const problems = [
    ...[...specs, zones, platform].flatMap(input =>
      input && !input.ok ? input.problems : [],
    ),
    ...findTwice(files),
  ];
  return problems.length || !zones.ok || (platform && !platform.ok)
    ? { ok: false, problems }
    : {
        ok: true,
        value: { specs: files, zones: zones.value, platform: platform?.value },
      };
}

function findTwice(specs: SpecFile[]): FileProblem[] {
  const names = specs.map(({ spec }) => spec.metadata.name);
  return specs.flatMap(({ file }, index) => {
    const first = names.indexOf(names[index]);
    const message = `is the module "${names[index]}", as ${specs[first].file} is`;
    return first < index
      ? [{ ...ofFile(file, 'invalid', message), path: 'metadata.name' }]
      : [];
  });
}

function below(folder: string, file: RenderedFile): RenderedFile {
  return { ...file, path: `${folder}/${file.path}` };
}
