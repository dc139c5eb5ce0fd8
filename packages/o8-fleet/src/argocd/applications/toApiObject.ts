import type { KubeObject } from '../../types';

/** An object as the API tells it: without its kind, as Go writes what it has a type for. */
export function toApiObject({
  apiVersion: _apiVersion,
  kind: _kind,
  ...rest
}: KubeObject): Omit<KubeObject, 'apiVersion' | 'kind'> {
  return rest;
}
