import {
  planModule,
  renderPlan,
  type Platform,
  type RenderedFile,
  type RenderedModule,
  type RepositoryFile,
} from '@orchestr8/o8-blueprint';
import {
  platformRepository,
  type LandingZone,
  type ModuleSpec,
} from '@orchestr8/backstage-plugin-o8-common';
import { inFile, ofFile, type FileProblem } from '../FileProblem';
import type { Input } from './readInput';
import { withoutZone, zoneOf } from './readZones';

/** Told before each module. */
export type OnProgress = (at: {
  done: number;
  all: number;
  name: string;
}) => void;

/** A spec and the file that it is from. */
export interface SpecFile {
  file: string;
  spec: ModuleSpec;
}

/** What {@link renderTogether} renders. */
export interface TogetherOptions {
  specs: SpecFile[];
  zones: LandingZone[];
  /** What is approved; the modules themselves may be in it. */
  platform?: Platform;
  allowDestructive?: boolean;
  onProgress?: OnProgress;
}

/** The files of modules that are rendered together. */
export interface Together {
  /** Of each module's own repository, in the order of the specs. */
  modules: RenderedFile[][];
  /** Of the platform repository, those that entries share once. */
  platform: RenderedFile[];
  notes: string[];
}

/**
 * Renders modules as if all were approved: they may call each other, also in a circle.
 * What each of them keeps is compared with what is approved of it now.
 */
export function renderTogether(options: TogetherOptions): Input<Together> {
  const { specs, platform, onProgress } = options;
  const problems: FileProblem[] = findRepositoryProblems(options);
  const rendered: RenderedModule[] = [];
  const notes = new Set<string>();
  const shared = new Map<string, RepositoryFile>(
    platform?.shared?.map(file => [file.path, file]),
  );
  const written = new Map<string, RenderedFile>();
  specs.forEach(({ file, spec }, index) => {
    const { name } = spec.metadata;
    onProgress?.({ done: index, all: specs.length, name });
    const zone = zoneOf(spec, options.zones);
    if (!zone) {
      problems.push(withoutZone(file, spec, options.zones));
      return;
    }
    const plan = planModule({
      spec,
      zone,
      zones: options.zones,
      platform: surround(spec, options, shared),
      allowDestructive: options.allowDestructive,
    });
    if (!plan.ok) {
      problems.push(...inFile(file, plan.problems));
      return;
    }
    plan.value.notes.forEach(note => notes.add(note));
    const files = renderPlan(plan.value);
    rendered.push(files);
    // The next one adds its entry to what this one has written.
    for (const each of files.shared) {
      shared.set(each.path, each);
      written.set(each.path, each);
    }
  });
  return problems.length
    ? { ok: false, problems }
    : {
        ok: true,
        value: {
          modules: rendered.map(({ module }) => module),
          platform: [
            ...rendered.flatMap(files => files.platform),
            ...written.values(),
          ],
          notes: [...notes],
        },
      };
}

/** What a module finds: the others as they will be, and itself as it is. */
function surround(
  { metadata: { name } }: ModuleSpec,
  { specs, platform }: TogetherOptions,
  shared: ReadonlyMap<string, RepositoryFile>,
): Platform | undefined {
  if (!platform && specs.length === 1) {
    // One alone is rendered by convention, and its notes say what was not checked.
    return undefined;
  }
  const others = specs.filter(({ spec }) => spec.metadata.name !== name);
  const replaced = new Set(others.map(({ spec }) => spec.metadata.name));
  return {
    // Without a platform there may be more than these.
    isPartial: !platform,
    modules: [
      ...(platform?.modules ?? []).filter(
        ({ spec }) => !replaced.has(spec.metadata.name),
      ),
      ...others.map(({ spec }) => ({ spec })),
    ],
    // A platform that was read and has none is another thing than one to begin with.
    ...((platform?.shared || shared.size > 0) && {
      shared: [...shared.values()],
    }),
  };
}

/** There is one folder for the platform repository. */
function findRepositoryProblems(options: TogetherOptions): FileProblem[] {
  const places = options.specs.flatMap(({ file, spec }) => {
    const zone = zoneOf(spec, options.zones);
    return zone ? [{ file, url: platformRepository(zone).cloneUrl }] : [];
  });
  return places.flatMap(({ file, url }) =>
    url === places[0].url
      ? []
      : [
          {
            ...ofFile(
              file,
              'invalid',
              `goes to the platform repository ${url}, and ${places[0].file} to ${places[0].url}: render them one after the other`,
            ),
            path: 'spec.landingZone',
          },
        ],
  );
}
