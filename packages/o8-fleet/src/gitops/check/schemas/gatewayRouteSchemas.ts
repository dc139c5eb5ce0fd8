import type { z } from 'zod';
import {
  anything,
  fields,
  filled,
  filledList,
  integer,
  list,
  oneOf,
  port,
  text,
} from './fields';

const parentRef = fields(
  { group: text, kind: text, namespace: text, port, sectionName: text },
  { name: filled },
);
const weight = integer.min(0).max(1_000_000);
const backendFields = {
  group: text,
  kind: text,
  namespace: text,
  port,
  weight,
};
const hostname = filled.max(253);

const filter = fields(
  {
    cors: anything,
    extensionRef: fields({}, { group: text, kind: filled, name: filled }),
    requestHeaderModifier: anything,
    requestMirror: anything,
    requestRedirect: anything,
    responseHeaderModifier: anything,
    urlRewrite: fields({ hostname, path: anything }),
  },
  {
    type: oneOf(
      'RequestHeaderModifier',
      'ResponseHeaderModifier',
      'RequestMirror',
      'RequestRedirect',
      'URLRewrite',
      'ExtensionRef',
      'CORS',
    ),
  },
);
const match = oneOf('Exact', 'RegularExpression');
const valueMatch = list(
  fields({ type: match }, { name: filled, value: filled }),
);

/** An HTTPRoute of the Gateway API, but for its metadata. */
export const httpRouteSchema: z.ZodRawShape = {
  spec: fields({
    hostnames: list(hostname),
    parentRefs: list(parentRef),
    rules: list(
      fields({
        backendRefs: list(
          fields({ ...backendFields, filters: list(filter) }, { name: filled }),
        ),
        filters: list(filter),
        matches: list(
          fields({
            headers: valueMatch,
            method: text,
            path: fields({
              type: oneOf('Exact', 'PathPrefix', 'RegularExpression'),
              value: text,
            }),
            queryParams: valueMatch,
          }),
        ),
        name: text,
        timeouts: fields({ backendRequest: text, request: text }),
      }),
    ),
  }),
};

/** A TLSRoute of the Gateway API, but for its metadata. */
export const tlsRouteSchema: z.ZodRawShape = {
  spec: fields(
    { parentRefs: list(parentRef) },
    {
      hostnames: filledList(hostname),
      rules: filledList(
        fields(
          { name: text },
          { backendRefs: filledList(fields(backendFields, { name: filled })) },
        ),
      ),
    },
  ),
};

/** A ReferenceGrant of the Gateway API, but for its metadata. */
export const referenceGrantSchema: z.ZodRawShape = {
  spec: fields(
    {},
    {
      from: filledList(
        fields({}, { group: text, kind: filled, namespace: filled }),
      ),
      to: filledList(fields({ name: filled }, { group: text, kind: filled })),
    },
  ),
};
