import { apply } from 'json-merge-patch';
import type { ApiRequest } from './ApiRequest';
import { requireObject } from './getObject';
import { readMergePatch, readPatched } from './readBody';
import { saveChange } from './replaceObject';
import { toApiVersion } from './toApiVersion';

/** `PATCH …/<plural>/<name>` with a merge patch. */
export function patchObject(request: ApiRequest): void {
  const patch = readMergePatch(request);
  const previous = requireObject(request);
  const base = toApiVersion(previous, request.definition);
  const patched = readPatched(apply(structuredClone(base), patch));
  request.res.json(saveChange(request, patched, previous));
}
