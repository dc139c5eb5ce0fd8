import { hash } from 'node:crypto';
import type { ModuleLock } from '@orchestr8/backstage-plugin-o8-common';
import { renderFiles } from '../render/renderFiles';
import type { ModulePlan, PlannedFile } from '../types';
import { BLUEPRINT_VERSION } from '../version';

/** The lock file of files that are generated together. */
export function planLock(
  path: string,
  { spec, zone }: Pick<ModulePlan, 'spec' | 'zone'>,
  files: PlannedFile[],
): PlannedFile {
  const lock: ModuleLock = {
    blueprint: BLUEPRINT_VERSION,
    module: spec.metadata.name,
    landingZone: zone.metadata.name,
    owner: spec.metadata.owner,
    spec,
    files: Object.fromEntries(
      renderFiles(files).map(file => [
        file.path,
        { blob: blobId(file.content), mode: file.mode },
      ]),
    ),
  };
  return { path, json: lock };
}

/** What git calls this content. */
export function blobId(content: string): string {
  return hash('sha1', `blob ${Buffer.byteLength(content)}\0${content}`);
}
