import type { KubernetesObject } from '@orchestr8/backstage-plugin-o8-node';
import { z } from 'zod';
import type { ServedKind, WatchEvent } from './ClusterConnection';
import { ClusterError } from './ClusterError';
import { toRefusedError } from './toClusterError';

// Loose on purpose: only what is used is checked, the rest passes as it is.

const optionalMap = z
  .record(z.string(), z.string())
  .nullish()
  .transform(value => value ?? undefined)
  .catch(undefined);

const metadataSchema = z.looseObject({
  name: z.string().min(1),
  namespace: z.string().optional(),
  uid: z.string().default(''),
  resourceVersion: z.string().optional(),
  labels: optionalMap,
  annotations: optionalMap,
});

const itemSchema = z.looseObject({ metadata: metadataSchema });

export const listSchema = z.object({
  metadata: z.object({
    resourceVersion: z.string().min(1),
    continue: z.string().optional(),
  }),
  items: z.array(z.unknown()).nullable(),
});

const eventSchema = z.object({
  type: z.enum(['ADDED', 'MODIFIED', 'DELETED', 'BOOKMARK', 'ERROR']),
  object: z.unknown(),
});

const bookmarkSchema = z.object({
  metadata: z.object({ resourceVersion: z.string().min(1) }),
});

export const groupListSchema = z.object({
  groups: z.array(
    z.object({
      name: z.string(),
      versions: z.array(z.object({ version: z.string() })),
      preferredVersion: z.object({ version: z.string() }).optional(),
    }),
  ),
});

export const resourceListSchema = z.object({
  resources: z.array(z.object({ name: z.string(), kind: z.string() })),
});

/** All groups with their resources in one answer; the preferred version comes first. */
export const aggregatedSchema = z.object({
  kind: z.literal('APIGroupDiscoveryList'),
  items: z.array(
    z.object({
      metadata: z.object({ name: z.string().default('') }),
      versions: z.array(
        z.object({
          version: z.string(),
          freshness: z.string().optional(),
          resources: z
            .array(
              z.object({
                resource: z.string(),
                responseKind: z.object({ kind: z.string() }).nullish(),
              }),
            )
            .nullish(),
        }),
      ),
    }),
  ),
});

export const versionSchema = z.object({
  gitVersion: z
    .string()
    .regex(/^[\w.+-]{1,40}$/)
    .optional()
    .catch(undefined),
});

export function toGroupPath(group: string, version: string): string {
  return group
    ? `/apis/${toSegment(group)}/${toSegment(version)}`
    : `/api/${toSegment(version)}`;
}

export function toKindPath(kind: ServedKind): string {
  const { group, version, plural } = kind;
  return `${toGroupPath(group, version)}/${toSegment(plural)}`;
}

/** A part of a path. Encoding leaves dots as they are, and they mean another path. */
export function toSegment(text: string): string {
  if (text === '' || text === '.' || text === '..') {
    throw invalidAnswer('a name that cannot stand in a path');
  }
  return encodeURIComponent(text);
}

export function toObject(input: unknown, kind: ServedKind): KubernetesObject {
  const { data } = itemSchema.safeParse(input);
  if (!data) {
    throw invalidAnswer(`an object of kind ${kind.kind} without a name`);
  }
  // Items of a list come without version and kind, and metadata alone as another kind.
  const { group, version, metadataOnly } = kind;
  const apiVersion = group ? `${group}/${version}` : version;
  const rest = metadataOnly ? { metadata: data.metadata } : data;
  return { ...rest, apiVersion, kind: kind.kind } as KubernetesObject;
}

export function toWatchEvent(line: string, kind: ServedKind): WatchEvent {
  const message = parseJson(line);
  throwIfStatus(message);
  const { type, object: input } = parseAnswer(eventSchema, message);
  if (type === 'ERROR') {
    const { code } = Object(input) as { code?: unknown };
    throw toRefusedError({ status: Number(code) || 500, body: input });
  }
  if (type === 'BOOKMARK') {
    const { metadata } = parseAnswer(bookmarkSchema, input);
    return { type, resourceVersion: metadata.resourceVersion };
  }
  const object = toObject(input, kind);
  const { resourceVersion } = object.metadata;
  if (!resourceVersion) {
    throw invalidAnswer(`an event of kind ${kind.kind} without a version`);
  }
  return { type, object, resourceVersion };
}

/** The rest of a watch that has no end of line: a refusal, or an event that was cut off. */
export function checkRest(rest: string): void {
  let message: unknown;
  try {
    message = JSON.parse(rest);
  } catch {
    // Cut off: the watch goes on from before it.
    return;
  }
  throwIfStatus(message);
}

const statusSchema = z.object({
  kind: z.literal('Status'),
  code: z.number().catch(500),
});

/** Some servers answer 200, and then say what is wrong in the place of what was asked for. */
export function throwIfStatus(message: unknown): void {
  const { data } = statusSchema.safeParse(message);
  if (data) {
    throw toRefusedError({ status: data.code, body: message });
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw invalidAnswer('a line of a watch that is not JSON');
  }
}

export function parseAnswer<T>(schema: z.ZodType<T>, input: unknown): T {
  const result = schema.safeParse(input);
  if (!result.success) {
    const { path, message } = result.error.issues[0];
    throw invalidAnswer(`${path.join('.') || 'the answer'}: ${message}`);
  }
  return result.data;
}

export function invalidAnswer(what: string): ClusterError {
  return new ClusterError(
    'invalid',
    `The cluster answered something that cannot be read: ${what}`,
  );
}
