import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import {
  ANNOTATION_ENTITY_REF,
  LABEL_MODULE,
} from '@orchestr8/backstage-plugin-o8-common';
import type {
  Fact,
  KubernetesObject,
  Rec,
  Source,
  SourceContext,
} from '@orchestr8/backstage-plugin-o8-node';
import { z } from 'zod';
import {
  APPLICATION_KIND,
  APPLICATION_SET_KIND,
  isClaimable,
  isPlatformNamespace,
  NAMESPACE_KIND,
} from '../bindings';
import type { FactRow } from '../store';

const MAX_MESSAGE = 200;

/** What decides whether an object's own label counts. */
export interface Ownership {
  platformNamespaces: ReadonlySet<string>;
}

/** An object that a source could not read. */
export interface Unreadable {
  source: string;
  object: string;
  message: string;
}

/**
 * What an object says by all sources that read its kind. A source that cannot read it
 * is reported, and the others go on.
 */
export function toFactRows(options: {
  object: KubernetesObject;
  kindKey: string;
  sources: Source[];
  context: SourceContext;
  ownership: Ownership;
}): { rows: FactRow[]; unreadable: Unreadable[] } {
  const { object, sources, context } = options;
  const rows: FactRow[] = [];
  const unreadable: Unreadable[] = [];
  for (const source of sources) {
    try {
      const facts = source.toFacts(object, context);
      requireDistinct(facts);
      rows.push(...facts.map(fact => toRow(fact, source, options)));
    } catch (error) {
      const { namespace, name } = object.metadata;
      unreadable.push({
        source: source.id,
        object: [object.kind, namespace, name].filter(Boolean).join(' '),
        message: toSentence(error),
      });
    }
  }
  return { rows, unreadable };
}

// Of two of one name only one could be kept, and nobody would know which.
function requireDistinct(facts: Fact[]): void {
  const names = new Set<string>();
  for (const { type, key = '' } of facts) {
    const name = JSON.stringify([type, key]);
    if (names.has(name)) {
      throw new Error(`gives two facts ${type} with the key "${key}"`);
    }
    names.add(name);
  }
}

function toRow(
  fact: Fact | Rec,
  source: Source,
  options: {
    object: KubernetesObject;
    kindKey: string;
    context: SourceContext;
    ownership: Ownership;
  },
): FactRow {
  const { object, kindKey, context, ownership } = options;
  if (!fact.type.startsWith(`${source.id}.`)) {
    throw new Error(`gives a fact of the type of another source: ${fact.type}`);
  }
  const { name, namespace = null } = object.metadata;
  return {
    observedOn: context.cluster,
    kind: kindKey,
    namespace,
    name,
    uid: 'uid' in fact ? fact.uid : '',
    type: fact.type,
    key: fact.key ?? '',
    source: source.id,
    apiVersion: object.apiVersion,
    ...toBindingFields(object, kindKey, ownership),
    // What a team may write is about itself only.
    binds: isPlatforms(object, ownership) ? fact.binds ?? 'object' : 'object',
    places: fact.places ?? false,
    subjectCluster: fact.subject.cluster,
    subjectNamespace: fact.subject.namespace,
    value: fact.value,
    volatile: fact.volatile ?? {},
    evidenceAt: fact.evidenceAt ?? null,
  };
}

/** Whether only the platform can write an object. */
function isPlatforms(
  { metadata: { namespace } }: KubernetesObject,
  { platformNamespaces }: Ownership,
): boolean {
  return namespace === undefined || platformNamespaces.has(namespace);
}

/** What decides whose the object is, and who can claim it. */
function toBindingFields(
  object: KubernetesObject,
  kind: string,
  ownership: Ownership,
) {
  const { name, namespace } = object.metadata;
  const labels = readTexts(object.metadata.labels);
  const annotations = readTexts(object.metadata.annotations);
  const isOwn = isPlatforms(object, ownership);
  const labelModule = readModule(labels[LABEL_MODULE]);
  const home = kind === NAMESPACE_KIND ? name : namespace;
  const isApplication = kind === APPLICATION_KIND;
  return {
    // Elsewhere a team could name any module: its Namespace says whose it is.
    ownModule: isOwn ? labelModule : null,
    labelModule,
    ownEntity: isOwn ? readEntityRef(annotations[ANNOTATION_ENTITY_REF]) : null,
    platform:
      home === undefined ||
      isPlatformNamespace(home, ownership.platformNamespaces),
    project: isApplication ? readText(object.spec?.project) : null,
    madeBy: isApplication ? findMaker(object) : null,
    labels: isClaimable(kind) ? labels : null,
  };
}

// A server may deliver what Kubernetes would refuse.
function readTexts(map: unknown): Record<string, string> {
  return Object.fromEntries(
    Object.entries(map ?? {}).filter(([, text]) => typeof text === 'string'),
  );
}

function readText(value: unknown): string | null {
  return typeof value === 'string' && value ? value : null;
}

// With a colon it would be no label, but an entity's ref, which is what modules without
// a name are called.
function readModule(label: string | undefined): string | null {
  return label && !label.includes(':') ? label : null;
}

function readEntityRef(text: string | undefined): string | null {
  try {
    return text ? stringifyEntityRef(parseEntityRef(text)) : null;
  } catch {
    // Without a kind it is no ref: nobody is meant.
    return null;
  }
}

const ownersSchema = z.array(
  z.object({ apiVersion: z.string(), kind: z.string(), name: z.string() }),
);

function findMaker({ metadata }: KubernetesObject): string | null {
  const owners = ownersSchema.safeParse(
    'ownerReferences' in metadata ? metadata.ownerReferences : [],
  );
  const maker = owners.data?.find(
    ({ apiVersion, kind }) =>
      `${apiVersion.split('/')[0]}/${kind}` === APPLICATION_SET_KIND,
  );
  return maker?.name ?? null;
}

// The errors of schemas are whole pages, unless asked for the short form.
function toSentence(error: unknown): string {
  let text = error instanceof Error ? error.message : String(error);
  if (error instanceof z.core.$ZodError) {
    text = z.prettifyError(error);
  }
  return text.replace(/\s+/g, ' ').slice(0, MAX_MESSAGE);
}
