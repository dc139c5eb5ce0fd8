import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { ApplicationSource } from '../../types';

const REPOSITORY =
  /^(?:(?:https|oci):\/\/)?([a-z0-9-]+(?:\.[a-z0-9-]+)*(?::[0-9]+)?(?:\/[A-Za-z0-9.-]+)*)\/?$/;
const CHART = /^[a-z0-9][a-z0-9-]*$/;
const VERSION = /^[0-9][0-9A-Za-z.+-]*$/;

/** The objects that an installation of a chart leaves, as we have written them down. */
export interface StandIn {
  /** For messages. */
  file: string;
  text: string;
}

/** The stand-ins in a folder: `<repository>/<chart>/<version>.yaml`. */
export class StandIns {
  readonly #folder: string;
  // They are part of the fleet and do not change while it runs.
  readonly #known = new Map<string, StandIn | undefined>();

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** Of the chart that a source names, in exactly this version. */
  find(source: ApplicationSource): StandIn | undefined {
    const file = fileOf(source);
    if (file === undefined) return undefined;
    if (!this.#known.has(file)) {
      this.#known.set(file, read(this.#folder, file));
    }
    return this.#known.get(file);
  }
}

/**
 * Where a stand-in is; undefined for what can have none. A repository is its URL without
 * the scheme, with `_` for `/` and `:`.
 */
function fileOf(source: ApplicationSource): string | undefined {
  const { repoURL, chart = '', targetRevision = '' } = source;
  const [, address] = REPOSITORY.exec(repoURL) ?? [];
  const isNamed = CHART.test(chart) && VERSION.test(targetRevision);
  if (address === undefined || !isNamed) return undefined;
  const repository = address.replaceAll(/[/:]/g, '_');
  // A name of dots only would lead out of the folder.
  if (/(?:^|_)\.+(?:_|$)/.test(repository)) return undefined;
  return `${repository}/${chart}/${targetRevision}.yaml`;
}

function read(folder: string, file: string): StandIn | undefined {
  try {
    const text = readFileSync(path.join(folder, file), 'utf8');
    return { file: `charts/${file}`, text };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
