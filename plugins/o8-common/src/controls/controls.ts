import { FRAMEWORKS } from '../spec/module/objectives';
import type { ComplianceCatalog } from './catalog';
import type { ComplianceCheck } from './check';
import type { CheckFamily, Controls } from './compileControls';
import generated from './controls.generated.json';
import type { ComplianceMapping } from './mapping';

// JSON has no unions of words; the test that compiles it has parsed it with the schemas.
const controls = generated as Controls;

/** One of {@link FRAMEWORKS}. @public */
export type Framework = (typeof FRAMEWORKS)[number];

/**
 * All checks, by family.
 *
 * @public
 */
export function listCheckFamilies(): readonly CheckFamily[] {
  return controls.families;
}

/**
 * A check by its id, such as `NET-1`.
 *
 * @public
 */
export function findCheck(id: string): ComplianceCheck | undefined {
  return controls.families
    .flatMap(({ checks }) => checks)
    .find(check => check.id === id);
}

/**
 * What a framework demands.
 *
 * @public
 */
export function getCatalog(framework: Framework): ComplianceCatalog {
  return present(
    controls.catalogs.find(({ id }) => id === framework),
    framework,
  );
}

/**
 * Which checks speak to the controls of a framework: an entry for each of them.
 *
 * @public
 */
export function getMapping(framework: Framework): ComplianceMapping {
  return present(
    controls.mappings.find(({ catalog }) => catalog === framework),
    framework,
  );
}

function present<T>(value: T | undefined, framework: Framework): T {
  if (value === undefined) {
    throw new Error(`There are no controls of "${framework}"`);
  }
  return value;
}
