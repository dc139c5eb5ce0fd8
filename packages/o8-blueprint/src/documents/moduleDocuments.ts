import {
  moduleJsonSchema,
  type ModuleSpec,
} from '@orchestr8/backstage-plugin-o8-common';
import type { ModuleContext } from '../emitters/types';
import { entryDirectory } from '../plan/paths';
import type { PlannedFile } from '../types';

const SCHEMA_PATH = '.o8/o8.schema.json';
// 50 KB that are the same for all modules: made once, and kept once.
let schemaFile: PlannedFile | undefined;

/** The JSON Schema of `o8.yaml`, beside it: editors find it without a network. */
export function planSchema(): PlannedFile {
  schemaFile ??= {
    path: SCHEMA_PATH,
    text: `${JSON.stringify(moduleJsonSchema(), null, 2)}\n`,
  };
  return schemaFile;
}

/** `o8.yaml`: what the team asks for. Its entry says what of it is approved. */
export function planRequest(spec: ModuleSpec): PlannedFile {
  return {
    path: 'o8.yaml',
    document: toDocument(spec),
    comment: `yaml-language-server: $schema=${SCHEMA_PATH}
What the team asks for. What is approved is ${entryDirectory(
      spec.metadata.name,
    )}/module.yaml
of the platform repository: a change here reaches the clusters once it is there too.`,
  };
}

/** `module.yaml`: what the platform has approved, with nothing left open. */
export function planApproval({ spec }: ModuleContext): PlannedFile {
  return {
    path: `${entryDirectory(spec.metadata.name)}/module.yaml`,
    document: toDocument(spec),
    comment:
      'What is approved. The other files of this directory are made from it and from the landing zone.',
  };
}

/** Without the empty lists that mean the same as nothing. */
function toDocument({ metadata, spec, ...rest }: ModuleSpec): object {
  return {
    ...rest,
    metadata: {
      ...metadata,
      tags: metadata.tags.length > 0 ? metadata.tags : undefined,
    },
    spec: {
      ...spec,
      placements: spec.placements.length > 0 ? spec.placements : undefined,
    },
  };
}
