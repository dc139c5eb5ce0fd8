import {
  moduleLockSchema,
  type ModuleLock,
  type ModuleSpec,
} from '@orchestr8/backstage-plugin-o8-common';
import { isAsLocked, type GitFile } from '@orchestr8/backstage-plugin-o8-node';
import { createHash } from 'node:crypto';
import { entryFolder } from '../../entry';

/**
 * Whether the files of an entry are all that its lock file says and nothing else, for the
 * same module, landing zone and owner: also what a reviewer has removed is a change.
 */
export function isAsGenerated(
  files: readonly GitFile[],
  { metadata: { name, owner }, spec: { landingZone } }: ModuleSpec,
): boolean {
  const lockPath = `${entryFolder(name)}/lock.json`;
  const lock = parseLock(files.find(file => file.path === lockPath)?.content);
  const entries = files.map(({ path, content, mode = '100644' }) => ({
    path,
    mode,
    id: blobIdOf(content),
  }));
  return (
    lock !== undefined &&
    lock.module === name &&
    lock.owner === owner &&
    lock.landingZone === landingZone &&
    isAsLocked({ lock, lockPath, entries })
  );
}

/** Undefined for what is no lock file: then it was not generated. */
function parseLock(text: string | undefined): ModuleLock | undefined {
  try {
    return moduleLockSchema.safeParse(JSON.parse(text ?? '')).data;
  } catch {
    return undefined;
  }
}

/** The id that git gives to a file of this content. */
function blobIdOf(content: string): string {
  const bytes = Buffer.from(content);
  return createHash('sha1')
    .update(`blob ${bytes.length}\0`)
    .update(bytes)
    .digest('hex');
}
