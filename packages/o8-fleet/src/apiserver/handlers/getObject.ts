import type { KubeObject } from '../../types';
import { notFound } from '../refusals';
import {
  chooseRepresentation,
  toPartialMetadata,
  toTable,
  toTableRow,
} from '../representation';
import type { ApiRequest } from './ApiRequest';
import { toApiVersion } from './toApiVersion';

/** `GET …/<plural>/<name>`. */
export function getObject(request: ApiRequest): void {
  const { req, res, definition, context } = request;
  const representation = chooseRepresentation(req.headers.accept);
  const object = requireObject(request);
  res.setHeader('Vary', 'Accept');
  switch (representation) {
    case 'partial':
      res.json(toPartialMetadata(object));
      break;
    case 'table':
      res.json(
        toTable({
          metadata: { resourceVersion: object.metadata.resourceVersion },
          rows: [toTableRow(object, context.now())],
        }),
      );
      break;
    default:
      res.json(toApiVersion(object, definition));
  }
}

/** The object that the path names. */
export function requireObject(request: ApiRequest): KubeObject {
  const { info, definition, context } = request;
  const { namespace, name = '' } = info;
  const object = context.store.get(definition, namespace, name);
  if (!object) {
    throw notFound({ ...info, name });
  }
  return object;
}
