import { createObject } from '../createObject';
import { minutesAgo } from '../time';

/** The module of all examples. */
export const MODULE = 'billing';

type Rest = Record<string, unknown>;
type Metadata = {
  name?: string;
  labels?: Record<string, string>;
  annotations?: Record<string, string>;
  ownerReferences?: object[];
};

function create(
  apiVersion: string,
  kind: string,
  metadata: object,
  rest: Rest,
) {
  return createObject({
    apiVersion,
    kind,
    metadata: {
      name: MODULE,
      creationTimestamp: minutesAgo(10_000),
      generation: 2,
      managedFields: [{ manager: 'argocd-controller', operation: 'Apply' }],
      ...metadata,
    } as { name: string },
    ...rest,
  });
}

/** An object of the module's namespace. */
export function inModule(
  apiVersion: string,
  kind: string,
  rest: Rest = {},
  metadata: Metadata = {},
) {
  return create(apiVersion, kind, { namespace: MODULE, ...metadata }, rest);
}

/** An object of a namespace of the platform, or of none, that names the module. */
export function onPlatform(
  namespace: string | null,
  apiVersion: string,
  kind: string,
  rest: Rest = {},
  { labels, ...metadata }: Metadata = {},
) {
  return create(
    apiVersion,
    kind,
    {
      ...(namespace !== null && { namespace }),
      labels: { 'orchestr8.io/module': MODULE, ...labels },
      ...metadata,
    },
    rest,
  );
}

/** A condition as controllers write it. */
export function condition(
  type: string,
  status: 'True' | 'False' | 'Unknown' = 'True',
  reason: string = type,
  message = '',
) {
  return {
    type,
    status,
    reason,
    message,
    observedGeneration: 2,
    lastTransitionTime: minutesAgo(90),
  };
}
