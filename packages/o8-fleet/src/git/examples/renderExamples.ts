import {
  formatProblem,
  moduleRepository,
  type LandingZone,
} from '@orchestr8/backstage-plugin-o8-common';
import {
  planModule,
  renderPlan,
  type ModulePlan,
  type RenderedFile,
  type RenderedModule,
} from '@orchestr8/o8-blueprint';
import type { ExampleModule } from './ExampleModule';

/** An example as git is to have it. */
export interface RenderedExample {
  name: string;
  plan: ModulePlan;
  /** The path of its repository on the host. */
  repository: string;
  branch: string;
  files: RenderedFile[];
  /** The path of the platform repository that its entry belongs to. */
  platform: string;
  /** The files of its entry, and those that entries share. */
  entry: RenderedFile[];
}

/** What became of the examples. */
export interface RenderedExamples {
  examples: RenderedExample[];
  /** One sentence for each that was left out, with its file. */
  problems: string[];
}

/** An example with its landing zone. */
interface Placed extends ExampleModule {
  zone: LandingZone;
}

/**
 * Renders the examples of some landing zones as the write loop would. They see each other
 * as approved modules, whatever their order. One that is no good is left out, and with it
 * those that depend on it.
 */
export function renderExamples(options: {
  examples: readonly ExampleModule[];
  zones: readonly LandingZone[];
}): RenderedExamples {
  const { zones } = options;
  const placed = options.examples
    .flatMap((example): Placed[] => {
      const wanted = example.spec.spec.landingZone;
      const zone = zones.find(({ metadata }) => metadata.name === wanted);
      return zone ? [{ ...example, zone }] : [];
    })
    .sort((a, b) => (nameOf(a) < nameOf(b) ? -1 : 1));
  return renderGood(placed, zones);
}

function renderGood(
  placed: readonly Placed[],
  zones: readonly LandingZone[],
): RenderedExamples {
  const judged = placed.map(example => {
    const { spec, zone } = example;
    const result = planModule({
      spec,
      zone,
      zones: zones.filter(each => isShared(each, zone)),
      platform: { modules: approved(placed, zone) },
    });
    return { example, problems: result.ok ? [] : result.problems };
  });
  const broken = judged.filter(({ problems }) => problems.length > 0);
  if (broken.length === 0) {
    return { examples: renderAll(placed), problems: [] };
  }
  // Again without them: others may have needed them.
  const good = judged.filter(each => !broken.includes(each));
  const rest = renderGood(
    good.map(({ example }) => example),
    zones,
  );
  const sentences = broken.map(({ example, problems }) => {
    const all = problems.map(formatProblem).join('; ');
    return `${example.file} is left out: ${all}`;
  });
  return { ...rest, problems: [...sentences, ...rest.problems] };
}

/** One after the other: each finds what the entries before have left in shared files. */
function renderAll(placed: readonly Placed[]): RenderedExample[] {
  const shared = new Map<string, RenderedFile[]>();
  return placed.flatMap(example => {
    const { spec, zone } = example;
    const { platform, branch } = zone.spec.git;
    const before = shared.get(platform) ?? [];
    const result = planModule({
      spec,
      zone,
      platform: { modules: approved(placed, zone), shared: before },
    });
    // Only what could be planned is asked for again.
    if (!result.ok) return [];
    const rendered: RenderedModule = renderPlan(result.value);
    shared.set(platform, merge(before, rendered.shared));
    return [
      {
        name: nameOf(example),
        plan: result.value,
        repository: moduleRepository(zone, nameOf(example)).path,
        branch,
        files: rendered.module,
        platform,
        entry: [...rendered.platform, ...rendered.shared],
      },
    ];
  });
}

function approved(placed: readonly Placed[], zone: LandingZone) {
  return placed
    .filter(each => isShared(each.zone, zone))
    .map(({ spec }) => ({ spec }));
}

function isShared(a: LandingZone, b: LandingZone): boolean {
  return a.spec.git.platform === b.spec.git.platform;
}

function nameOf({ spec }: ExampleModule): string {
  return spec.metadata.name;
}

/** Files, later ones in place of earlier ones with their path. */
function merge(
  files: readonly RenderedFile[],
  later: readonly RenderedFile[],
): RenderedFile[] {
  const all = new Map([...files, ...later].map(each => [each.path, each]));
  return [...all.values()];
}
