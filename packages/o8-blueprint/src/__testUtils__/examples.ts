import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type {
  LandingZone,
  ModuleSpec,
  Problem,
} from '@orchestr8/backstage-plugin-o8-common';
import { parseLandingZone } from '../parse/parseLandingZone';
import { parseModuleSpec } from '../parse/parseModuleSpec';
import { planModule } from '../plan/planModule';
import type { PlanModuleOptions } from '../plan/resolveModule';
import type { ModulePlan, RepositoryFile, Result } from '../types';

const GOLDEN = join(__dirname, '..', '__golden__');

/** A module in its landing zone, as people write both. */
export interface Example {
  name: string;
  directory: string;
  spec: ModuleSpec;
  zone: LandingZone;
}

export const examples: Example[] = readdirSync(GOLDEN)
  .sort()
  .map(name => {
    const directory = join(GOLDEN, name);
    return {
      name,
      directory,
      spec: valueOf(parseModuleSpec(read(directory, 'spec.yaml'))),
      zone: valueOf(parseLandingZone(read(directory, 'zone.yaml'))),
    };
  });

/** An example of its own to change. */
export function exampleOf(name: 'minimal' | 'pinned'): Example {
  const example = examples.find(({ name: other }) => other === name);
  if (!example) {
    throw new Error(`No example is called "${name}"`);
  }
  return structuredClone(example);
}

/** The plan of an example that has no problems. */
export function planOf(
  { spec, zone }: Pick<PlanModuleOptions, 'spec' | 'zone'>,
  platform: PlanModuleOptions['platform'] = { modules: [] },
): ModulePlan {
  return valueOf(planModule({ spec, zone, platform }));
}

export function valueOf<T>(result: Result<T>): T {
  if (!result.ok) {
    throw new Error(JSON.stringify(result.problems, null, 2));
  }
  return result.value;
}

export function problemsOf(result: Result<unknown>): Problem[] {
  return result.ok ? [] : result.problems;
}

/** All files below a directory, as they are read from a repository. */
export function readFiles(directory: string): RepositoryFile[] {
  return readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile())
    .map(entry => join(entry.parentPath, entry.name))
    .map(path => ({
      path: path.slice(directory.length + 1),
      content: readFileSync(path, 'utf8'),
    }));
}

function read(directory: string, file: string): string {
  return readFileSync(join(directory, file), 'utf8');
}
