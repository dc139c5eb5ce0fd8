import { z } from 'zod';
import type { Field } from '../../edit/Collection';
import { editItems } from '../../edit/editItems';
import { readCollection } from '../../edit/readCollection';
import type { ModuleContext } from '../../emitters/types';
import { compareText } from '../../render/sortKeys';
import type { PlannedFile } from '../../types';
import { MODULES_DIRECTORY, PLATFORM_DIRECTORY } from '../paths';
import { planBeside } from '../planObjects';
import type { Layout, SharedEntries, SharedFile } from './Layout';

const PATH = `${MODULES_DIRECTORY}/kustomization.yaml`;
const RESOURCES: Field = { kind: 'list', field: 'resources' };
const PLATFORM = PLATFORM_DIRECTORY.slice(MODULES_DIRECTORY.length + 1);
const PROJECT = `${PLATFORM}/app-project.yaml`;

/** Whatever else a kustomization has changes what others have approved. */
const FIELDS = new Set(['apiVersion', 'kind', 'metadata', 'resources']);

/** A file of one directory; a kustomization among them would name further ones. */
const FILE =
  /^[a-z][-a-z0-9]*\/(?!kustomization\.)[A-Za-z0-9_][A-Za-z0-9._-]*\.(ya?ml|json)$/;
const MODULE_FILE = /^([a-z][-a-z0-9]*)\//;

const shared: SharedFile = {
  path: PATH,
  entryOf: resourcesOf,
  read: text => {
    const read = readCollection(text, RESOURCES);
    if (!read.ok) {
      return read;
    }
    const { items, data } = read.value;
    return {
      ok: true,
      value: toEntries(
        items.map(({ key }) => key),
        data,
      ),
    };
  },
  put: (text, module, entry) => {
    const wanted = z.array(z.string()).parse(entry);
    const read = readCollection(text, RESOURCES);
    return read.ok
      ? editItems(text, RESOURCES, {
          put: wanted.map(key => ({ key })),
          remove: read.value.items
            .map(({ key }) => key)
            .filter(key => moduleOf(key) === module && !wanted.includes(key)),
        })
      : read;
  },
  remove: (text, module) => shared.put(text, module, []),
};

/** The same files, and one sorted list that names them: what it leaves out is not applied. */
export const kustomize: Layout = {
  // Without "directory" Argo CD finds the kustomization, and builds it.
  rootSource: { path: MODULES_DIRECTORY },
  planInit: () => [planKustomization()],
  shared,
};

function planKustomization(): PlannedFile {
  return {
    path: PATH,
    document: {
      apiVersion: 'kustomize.config.k8s.io/v1beta1',
      kind: 'Kustomization',
      resources: [PROJECT],
    },
    comment:
      'What the root Application applies, sorted. Each module has its files beside Argo CD here.',
  };
}

function resourcesOf(context: ModuleContext): string[] {
  return planBeside(context)
    .map(({ path }) => path.slice(MODULES_DIRECTORY.length + 1))
    .sort(compareText);
}

function moduleOf(resource: string): string | undefined {
  const [, module] = MODULE_FILE.exec(resource) ?? [];
  return module;
}

function toEntries(resources: string[], data: object): SharedEntries {
  const modules = new Map<string, string[]>();
  const messages = Object.keys(data)
    .filter(field => !FIELDS.has(field))
    .map(field => `has the field "${field}": it may only list what is applied`);
  for (const resource of [...resources].sort(compareText)) {
    const module = moduleOf(resource);
    if (module && module !== PLATFORM) {
      modules.set(module, [...(modules.get(module) ?? []), resource]);
    }
    if (!FILE.test(resource)) {
      messages.push(`lists "${resource}", which is no file of a module`);
    }
  }
  if (!resources.includes(PROJECT)) {
    messages.push(`does not list "${PROJECT}"`);
  }
  return { modules, messages };
}
