import type { KubeObject, ResourceDefinition } from '../../types';
import {
  toPartialMetadata,
  toTable,
  toTableRow,
  type Representation,
} from '../representation';
import { apiVersionOf } from '../store';
import { toApiVersion } from './toApiVersion';

const CHUNK_CHARACTERS = 256 * 1024;
const EMPTY_END = '[]}';

/** Groups whose lists hold objects without `kind` and `apiVersion`: those that are not CRDs. */
const BUILT_IN_GROUPS = new Set([
  '',
  'admissionregistration.k8s.io',
  'apiextensions.k8s.io',
  'apps',
  'autoscaling',
  'batch',
  'coordination.k8s.io',
  'discovery.k8s.io',
  'events.k8s.io',
  'networking.k8s.io',
  'node.k8s.io',
  'policy',
  'rbac.authorization.k8s.io',
  'scheduling.k8s.io',
  'storage.k8s.io',
]);

/** What a list answers. */
export interface ListAnswer {
  definition: ResourceDefinition;
  representation: Representation;
  metadata: object;
  objects: readonly KubeObject[];
  now: Date;
}

/** Writes a list piece by piece: a long one is never in memory as one text. */
export function* serializeList(answer: ListAnswer): Generator<string> {
  const { objects } = answer;
  const toItem = itemWriter(answer);
  // The list of items is the last field, so that it is filled in front of the end.
  const frame = JSON.stringify(frameOf(answer));
  let chunk = frame.slice(0, frame.length - EMPTY_END.length);
  let separator = '[';
  for (const object of objects) {
    chunk += separator + JSON.stringify(toItem(object));
    separator = ',';
    if (chunk.length >= CHUNK_CHARACTERS) {
      yield chunk;
      chunk = '';
    }
  }
  yield `${chunk}${objects.length === 0 ? '[' : ''}]}`;
}

function frameOf(answer: ListAnswer): object {
  const { definition, representation, metadata } = answer;
  switch (representation) {
    case 'table':
      return toTable({ metadata, rows: [] });
    case 'partial':
      return {
        kind: 'PartialObjectMetadataList',
        apiVersion: 'meta.k8s.io/v1',
        metadata,
        items: [],
      };
    default:
      return {
        kind: `${definition.kind}List`,
        apiVersion: apiVersionOf(definition),
        metadata,
        items: [],
      };
  }
}

function itemWriter(answer: ListAnswer): (object: KubeObject) => object {
  const { definition, representation, now } = answer;
  switch (representation) {
    case 'table':
      return object => toTableRow(object, now);
    case 'partial':
      return toPartialMetadata;
    default:
      if (BUILT_IN_GROUPS.has(definition.group)) {
        return ({ apiVersion, kind, ...rest }) => rest;
      }
      return object => toApiVersion(object, definition);
  }
}
