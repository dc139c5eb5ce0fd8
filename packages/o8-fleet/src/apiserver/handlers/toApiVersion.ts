import type { KubeObject, ResourceDefinition } from '../../types';
import { apiVersionOf } from '../store';

/** The object in the version that was asked for; the stored one may be another. */
export function toApiVersion(
  object: KubeObject,
  definition: ResourceDefinition,
): KubeObject {
  const apiVersion = apiVersionOf(definition);
  return object.apiVersion === apiVersion ? object : { ...object, apiVersion };
}
