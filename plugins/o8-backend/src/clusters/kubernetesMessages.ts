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

export function toGroupPath(group: string, version: string): string {
  return group
    ? `/apis/${encodeURIComponent(group)}/${encodeURIComponent(version)}`
    : `/api/${encodeURIComponent(version)}`;
}

export function toKindPath(kind: ServedKind): string {
  const { group, version, plural } = kind;
  return `${toGroupPath(group, version)}/${encodeURIComponent(plural)}`;
}

export function toObject(input: unknown, kind: ServedKind): KubernetesObject {
  const { data } = itemSchema.safeParse(input);
  if (!data) {
    throw invalidAnswer(`an object of kind ${kind.kind} without a name`);
  }
  // Items of a list come without version and kind.
  const { group, version } = kind;
  const apiVersion = group ? `${group}/${version}` : version;
  return { ...data, apiVersion, kind: kind.kind } as KubernetesObject;
}

export function toWatchEvent(line: string, kind: ServedKind): WatchEvent {
  const { type, object: input } = parseAnswer(eventSchema, parseJson(line));
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
