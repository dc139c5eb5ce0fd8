import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import type { ControlFile } from '../compileControls';

const CONTROLS = join(__dirname, '..', '..', '..', 'controls');

/** The files that people write, by path. */
export function readControlFiles(): ControlFile[] {
  return ['catalogs', 'checks', 'mappings'].flatMap(folder =>
    readdirSync(join(CONTROLS, folder))
      .sort()
      .map(name => ({
        path: `${folder}/${name}`,
        document: parse(readFileSync(join(CONTROLS, folder, name), 'utf8')),
      })),
  );
}
