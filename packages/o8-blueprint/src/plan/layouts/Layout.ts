import type { LandingZone } from '@orchestr8/backstage-plugin-o8-common';
import type { GroupKind, ModuleContext } from '../../emitters/types';
import type { PlannedFile, Result } from '../../types';

/** How the objects of modules beside Argo CD are listed. */
export interface Layout {
  /** The source of the root Application. */
  rootSource: object;
  /** Kinds that the platform's project allows for it. */
  kinds?: GroupKind[];
  /** Which objects beside Argo CD are made by a file; all others are files of an entry. */
  generates?: { by: string; kinds: string[] };
  /** What `o8 init` writes for it. */
  planInit?(zone: LandingZone): PlannedFile[];
  /** What of `o8 init` nobody may change: it decides what becomes of every module. */
  fixed?: RegExp;
  /** The file that modules share. */
  shared?: SharedFile;
}

/** What a shared file says of modules. */
export interface SharedEntries {
  /** By the name of a module. */
  modules: Map<string, unknown>;
  /** What is in it that is of no module and should not be there. */
  messages: string[];
}

/** A file that modules share, each with a part of its own. */
export interface SharedFile {
  path: string;
  /** What it must say of a module. */
  entryOf(context: ModuleContext): unknown;
  read(text: string): Result<SharedEntries>;
  /** The file with this entry of a module, instead of any other that it has. */
  put(text: string, module: string, entry: unknown): Result<string>;
  remove(text: string, module: string): Result<string>;
  /** What an entry becomes, as far as it tells itself. */
  toObjects?(module: string, entry: unknown): object[];
}
