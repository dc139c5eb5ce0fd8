import {
  findModuleProblems,
  findPlatformProblems,
  parseLandingZone,
  parseModuleSpec,
  planModule,
} from '@orchestr8/o8-blueprint';
import type {
  LandingZone,
  ModuleSpec,
  Problem,
} from '@orchestr8/backstage-plugin-o8-common';
import { readRepository } from '../files/readRepository';
import { readText } from '../files/readText';
import { MODULE_SCOPE, PLATFORM_SCOPE } from '../files/scopes';
import { inFile, inRepository, ofFile } from '../FileProblem';
import type { Checked, Target } from './Target';

/** Checks one target; with landing zones more is known of a platform repository. */
export async function checkTarget(
  { what, at, label }: Target,
  zones: LandingZone[],
): Promise<Checked> {
  if (what === 'document') {
    const text = await readText(at);
    return text.ok
      ? checkDocument(label, text.value, zones)
      : { label, what, problems: [ofFile(label, 'unreadable', text.reason)] };
  }
  const isModule = what === 'module repository';
  const { files, problems } = await readRepository({
    folder: at,
    label,
    scope: isModule ? MODULE_SCOPE : PLATFORM_SCOPE,
  });
  if (problems.length) {
    // What could not be read would be called missing.
    return { label, what, problems };
  }
  const found = isModule
    ? findModuleProblems(files)
    : findPlatformProblems(files, zones);
  return { label, what, problems: inRepository(label, found) };
}

/** A document is what its kind says; without one it is nothing that we know. */
function checkDocument(
  label: string,
  text: string,
  zones: LandingZone[],
): Checked {
  const spec = parseModuleSpec(text);
  if (spec.ok) {
    const problems = inFile(label, findRefusals(spec.value, zones));
    return { label, what: 'module spec', problems };
  }
  const zone = parseLandingZone(text);
  if (zone.ok) {
    return { label, what: 'landing zone', problems: [] };
  }
  const isKind = (problems: Problem[]) =>
    problems.every(({ path }) => path !== 'kind' && path !== '');
  if (isKind(spec.problems)) {
    return {
      label,
      what: 'module spec',
      problems: inFile(label, spec.problems),
    };
  }
  if (isKind(zone.problems)) {
    return {
      label,
      what: 'landing zone',
      problems: inFile(label, zone.problems),
    };
  }
  return {
    label,
    what: 'document',
    problems: inFile(label, describeUnknown(spec.problems)),
  };
}

/** What its landing zone has against a spec, where that is known. */
function findRefusals(spec: ModuleSpec, zones: LandingZone[]): Problem[] {
  const zone = zones.find(
    ({ metadata }) => metadata.name === spec.spec.landingZone,
  );
  const plan = zone && planModule({ spec, zone, zones });
  return plan && !plan.ok ? plan.problems : [];
}

/** Of a document that is neither kind, nothing but that can be said; or that it is no YAML. */
function describeUnknown(problems: Problem[]): Problem[] {
  const whole = problems.filter(({ path }) => path === '');
  return whole.length
    ? whole
    : [
        {
          path: 'kind',
          message: 'must be "Module" or "LandingZone"',
          kind: 'invalid',
        },
      ];
}
