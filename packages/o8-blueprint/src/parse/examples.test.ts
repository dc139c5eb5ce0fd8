import { formatProblem } from '@orchestr8/backstage-plugin-o8-common';
import { problemsOf, valueOf } from '../__testUtils__/examples';
import {
  readExamples,
  readModules,
  readZones,
} from '../__testUtils__/publishedExamples';
import { planModule } from '../plan/planModule';
import { parseModuleSpec } from './parseModuleSpec';

const modules = readExamples('modules');

describe('examples', () => {
  it('are one of each kind, the least and the most of it, two real ones, one with code and a sealed one', () => {
    const kinds = ['service', 'worker', 'job'];
    expect(modules.map(({ name }) => name)).toEqual(
      [
        'code-service',
        'langfuse',
        'sealed-service',
        'voicefuse',
        ...kinds.flatMap(kind => [`minimal-${kind}`, `maximal-${kind}`]),
      ].sort(),
    );
  });

  it.each(modules)('$name is a module of this name', ({ name, text }) => {
    expect(problemsOf(parseModuleSpec(text)).map(formatProblem)).toEqual([]);
    expect(valueOf(parseModuleSpec(text)).metadata.name).toBe(name);
  });

  it('are in a landing zone each, and in all whose secrets come from the same place', () => {
    const zones = readZones();
    const countBy = Object.fromEntries(
      zones.map(zone => [zone.metadata.name, readModules(zone).length]),
    );
    expect(countBy).toEqual({
      demo: modules.length - 1,
      reviewed: modules.length - 1,
      sealed: 1,
    });
  });

  it.each(readZones())('all are taken at once by $metadata.name', zone => {
    const specs = readModules(zone);
    const platform = { modules: specs.map(spec => ({ spec })) };
    const problems = specs.flatMap(spec =>
      problemsOf(planModule({ spec, zone, platform })).map(
        problem => `${spec.metadata.name}: ${formatProblem(problem)}`,
      ),
    );
    expect(problems).toEqual([]);
  });

  it('call each other', () => {
    const [zone] = readZones();
    const calls = readModules(zone).flatMap(({ metadata, spec }) =>
      (spec.dependsOn ?? []).flatMap(({ module }) =>
        module ? [`${metadata.name} → ${module}`] : [],
      ),
    );
    expect(calls.length).toBeGreaterThanOrEqual(4);
  });
});
