import type { KubeObject } from '../../types';
import { admitCrd } from '../definitions';
import { CRD_DEFINITION, kindKey } from '../store';
import type { ApiRequest } from './ApiRequest';
import { toTimestamp } from './toTimestamp';

const CRD = kindKey(CRD_DEFINITION);

/** What the server itself makes of an object that is about to be saved. */
export function admitObject(
  { context, definition }: ApiRequest,
  object: KubeObject,
  previous?: KubeObject,
): KubeObject {
  return kindKey(definition) === CRD
    ? admitCrd(object, {
        previous,
        definitions: context.store.definitions(),
        timestamp: toTimestamp(context.now()),
      })
    : object;
}
