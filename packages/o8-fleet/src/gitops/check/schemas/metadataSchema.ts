import { z } from 'zod';
import {
  anything,
  fields,
  filled,
  flag,
  integer,
  list,
  text,
  textMap,
  texts,
} from './fields';

/** The labels of an object or of a selector. */
export const labelsSchema = z.record(
  z
    .string()
    .regex(
      /^(?:[a-z0-9](?:[-a-z0-9.]*[a-z0-9])?\/)?[A-Za-z0-9](?:[-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?$/,
      'name part must consist of alphanumeric characters, ' +
        "'-', '_' or '.', and must start and end with an alphanumeric character",
    ),
  z
    .string()
    .regex(
      /^(?:[A-Za-z0-9](?:[-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?)?$/,
      "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', " +
        'and must start and end with an alphanumeric character, with at most 63 characters',
    ),
);

/** The `metadata` of an object, or of a template. */
export const metadataSchema = fields({
  name: text,
  generateName: text,
  namespace: text,
  labels: labelsSchema,
  annotations: textMap,
  finalizers: texts,
  ownerReferences: list(
    fields(
      { blockOwnerDeletion: flag, controller: flag },
      { apiVersion: filled, kind: filled, name: filled, uid: filled },
    ),
  ),
  // A server has these, and ignores most of them in what is sent to it.
  creationTimestamp: text,
  deletionGracePeriodSeconds: integer,
  deletionTimestamp: text,
  generation: integer,
  managedFields: list(anything),
  resourceVersion: text,
  selfLink: text,
  uid: text,
});
