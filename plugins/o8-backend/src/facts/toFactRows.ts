import { ANNOTATION_MODULE } from '@orchestr8/backstage-plugin-o8-common';
import type {
  Fact,
  KubernetesObject,
  Rec,
  Source,
  SourceContext,
} from '@orchestr8/backstage-plugin-o8-node';
import { z } from 'zod';
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
  const isPlatforms =
    namespace === null || ownership.platformNamespaces.has(namespace);
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
    // Elsewhere a team could name any module: its Namespace says whose it is.
    ownModule: isPlatforms
      ? object.metadata.labels?.[ANNOTATION_MODULE] ?? null
      : null,
    // What a team may write is about itself only.
    binds: isPlatforms ? fact.binds ?? 'object' : 'object',
    places: fact.places ?? false,
    subjectCluster: fact.subject.cluster,
    subjectNamespace: fact.subject.namespace,
    value: fact.value,
    volatile: fact.volatile ?? {},
    evidenceAt: fact.evidenceAt ?? null,
  };
}

// The errors of schemas are whole pages, unless asked for the short form.
function toSentence(error: unknown): string {
  let text = error instanceof Error ? error.message : String(error);
  if (error instanceof z.core.$ZodError) {
    text = z.prettifyError(error);
  }
  return text.replace(/\s+/g, ' ').slice(0, MAX_MESSAGE);
}
