import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type {
  LandingZone,
  ModuleSpec,
} from '@orchestr8/backstage-plugin-o8-common';
import { parseLandingZone } from '../parse/parseLandingZone';
import { parseModuleSpec } from '../parse/parseModuleSpec';
import { valueOf } from './examples';

const EXAMPLES = join(__dirname, '..', '..', '..', '..', 'examples');

/** The texts of a folder of `examples/`, by the names of their files. */
export function readExamples(folder: 'modules' | 'landing-zones') {
  return readdirSync(join(EXAMPLES, folder))
    .sort()
    .map(file => ({
      name: file.replace('.yaml', ''),
      text: readFileSync(join(EXAMPLES, folder, file), 'utf8'),
    }));
}

/** The landing zones of `examples/`. */
export function readZones(): LandingZone[] {
  return readExamples('landing-zones').map(({ text }) =>
    valueOf(parseLandingZone(text)),
  );
}

/**
 * The modules of `examples/` whose secrets come from where this landing zone has them, as if
 * all had been written for it.
 */
export function readModules({ metadata, spec }: LandingZone): ModuleSpec[] {
  const zones = readZones();
  return readExamples('modules')
    .map(({ text }) => valueOf(parseModuleSpec(text)))
    .filter(module => {
      const own = zones.find(
        zone => zone.metadata.name === module.spec.landingZone,
      );
      return own?.spec.secrets?.operator === spec.secrets?.operator;
    })
    .map(module => ({
      ...module,
      spec: { ...module.spec, landingZone: metadata.name },
    }));
}
