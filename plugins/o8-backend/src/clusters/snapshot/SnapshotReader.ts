import { stat } from 'node:fs/promises';
import { setImmediate } from 'node:timers/promises';
import { parse } from 'yaml';
import { z } from 'zod';
import { ClusterError } from '../ClusterError';
import { parseObjects, type SnapshotObject } from './parseObjects';
import { readArchive } from './readArchive';
import { readDirectory } from './readDirectory';
import { toSnapshotError, type SnapshotFile } from './SnapshotFile';

/** What a snapshot holds. */
export interface Snapshot {
  objects: SnapshotObject[];
  /** When it was so, ISO 8601. */
  takenAt: string;
  description?: string;
  /** Files that say nothing, with their names. */
  problems: string[];
}

/** The file in which who made a snapshot says when. */
const MARKER = 'o8-snapshot.yaml';

const markerSchema = z.object({
  takenAt: z.iso.datetime({ offset: true }),
  description: z.string().max(200).optional(),
});

interface KnownFile {
  stamp: string;
  modifiedMs: number;
  objects: SnapshotObject[];
  marker?: z.output<typeof markerSchema>;
  problem?: string;
}

/** Reads a snapshot, and again only what has changed of it. */
export class SnapshotReader {
  readonly #place: { directory?: string; archive?: string };
  #files = new Map<string, KnownFile>();
  #archiveStamp: string | undefined;
  #snapshot: Snapshot | undefined;
  #reading: Promise<Snapshot> | undefined;

  constructor(place: { directory?: string; archive?: string }) {
    this.#place = place;
  }

  /** However many ask at once, it is read once. */
  async read(): Promise<Snapshot> {
    this.#reading ??= this.#read()
      .catch(error => {
        throw toSnapshotError(error);
      })
      .finally(() => {
        this.#reading = undefined;
      });
    return this.#reading;
  }

  async #read(): Promise<Snapshot> {
    const { directory, archive } = this.#place;
    let archiveStamp: string | undefined;
    if (archive) {
      const { size, mtimeMs, ino } = await stat(archive);
      archiveStamp = `${size}/${mtimeMs}/${ino}`;
      if (this.#snapshot && archiveStamp === this.#archiveStamp) {
        return this.#snapshot;
      }
    }
    const files = new Map<string, KnownFile>();
    const found = archive
      ? readArchive(archive)
      : readDirectory(directory ?? '');
    let isChanged = false;
    for await (const file of found) {
      const known = await this.#readFile(file);
      isChanged ||= known !== this.#files.get(file.name);
      files.set(file.name, known);
    }
    if (!this.#snapshot || isChanged || files.size !== this.#files.size) {
      this.#snapshot = toSnapshot(files);
    }
    this.#files = files;
    this.#archiveStamp = archiveStamp;
    return this.#snapshot;
  }

  async #readFile(file: SnapshotFile): Promise<KnownFile> {
    const { name, bytes, modifiedMs } = file;
    const known = this.#files.get(name);
    const stamp = `${bytes}/${modifiedMs}`;
    if (known?.stamp === stamp) {
      return known;
    }
    // Others must get their turn between two files.
    await setImmediate();
    const parsed = await parseFile(file);
    return {
      stamp,
      modifiedMs,
      ...parsed,
      // What it said before it broke may still be so.
      objects: parsed.problem ? known?.objects ?? [] : parsed.objects,
    };
  }
}

async function parseFile(
  file: SnapshotFile,
): Promise<Pick<KnownFile, 'objects' | 'marker' | 'problem'>> {
  let text: string;
  try {
    text = await file.read();
  } catch (error) {
    return {
      objects: [],
      problem:
        error instanceof ClusterError ? error.message : 'it cannot be read',
    };
  }
  if (file.name !== MARKER) {
    return parseObjects(file.name, text);
  }
  try {
    return { objects: [], marker: markerSchema.parse(parse(text)) };
  } catch {
    const problem = 'it needs "takenAt" as a time such as 2026-01-31T10:00:00Z';
    return { objects: [], problem };
  }
}

function toSnapshot(files: Map<string, KnownFile>): Snapshot {
  const newestMs = [...files.values()].reduce(
    (newest, { modifiedMs }) => Math.max(newest, modifiedMs),
    0,
  );
  const marker = files.get(MARKER)?.marker;
  return {
    objects: [...files.values()].flatMap(({ objects }) => objects),
    takenAt: new Date(marker?.takenAt ?? newestMs).toISOString(),
    description: marker?.description,
    problems: [...files].flatMap(([name, { problem }]) =>
      problem ? [`${name}: ${problem}`] : [],
    ),
  };
}
