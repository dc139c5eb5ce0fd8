import { z } from 'zod';
import { MERGE_PATCH_MEDIA_TYPE } from '../mediaTypes';
import { badRequest, unsupportedMediaType } from '../refusals';
import type { ApiRequest } from './ApiRequest';

const fieldsSchema = z.record(z.string(), z.unknown());
const labelsSchema = z.record(z.string(), z.string());

const metadataSchema = z.looseObject({
  name: z.string().optional(),
  generateName: z.string().optional(),
  namespace: z.string().optional(),
  uid: z.string().optional(),
  resourceVersion: z.string().optional(),
  finalizers: z.array(z.string()).optional(),
  labels: labelsSchema.optional(),
  annotations: labelsSchema.optional(),
});

const objectSchema = z.looseObject({
  apiVersion: z.string(),
  kind: z.string(),
  metadata: metadataSchema,
});

const deleteOptionsSchema = z.looseObject({
  preconditions: z
    .looseObject({
      uid: z.string().optional(),
      resourceVersion: z.string().optional(),
    })
    .optional(),
  dryRun: z.array(z.string()).optional(),
});

/** An object as a client sends it. */
export type SentObject = z.infer<typeof objectSchema>;

/** What a client may ask of a deletion. */
export type DeleteOptions = z.infer<typeof deleteOptionsSchema>;

/** Reads the object of a create or replace. */
export function readObject(request: ApiRequest): SentObject {
  if (!request.req.is('application/json')) {
    throw unsupportedMediaType('application/json');
  }
  return parse(objectSchema, request.req.body);
}

/** Reads a merge patch, the only form of patch that is served. */
export function readMergePatch(request: ApiRequest): Record<string, unknown> {
  if (!request.req.is(MERGE_PATCH_MEDIA_TYPE)) {
    throw unsupportedMediaType(MERGE_PATCH_MEDIA_TYPE);
  }
  return parse(fieldsSchema, request.req.body);
}

/** Reads what a patch made of an object: it must still be one. */
export function readPatched(patched: unknown): SentObject {
  return parse(objectSchema, patched);
}

/** Reads the options of a deletion; they are optional. */
export function readDeleteOptions(request: ApiRequest): DeleteOptions {
  return parse(deleteOptionsSchema, request.req.body ?? {});
}

function parse<T>(schema: z.ZodType<T>, body: unknown): T {
  const { success, data, error } = schema.safeParse(body);
  if (!success) {
    const [{ path, message }] = error.issues;
    throw badRequest(
      `the object provided is not valid: ${
        path.join('.') || 'body'
      }: ${message}`,
    );
  }
  return data;
}
