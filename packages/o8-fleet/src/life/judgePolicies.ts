import { policies, type PolicyOutcome } from '../content/objects/reportObjects';
import type { KubeObject } from '../types';

interface Container {
  image?: string;
  readinessProbe?: object;
  resources?: { limits?: { memory?: unknown } };
  securityContext?: { readOnlyRootFilesystem?: boolean };
}

const TRUSTED = ['registry.o8.example/', 'docker.io/langfuse/'];

/** What the expressions of the policies ask, by the names of the policies. */
const RULES: Record<string, (object: KubeObject) => boolean> = {
  'o8-read-only-root': every(
    each => each.securityContext?.readOnlyRootFilesystem === true,
  ),
  'o8-trusted-registries': every(({ image }) =>
    TRUSTED.some(registry => image?.startsWith(registry)),
  ),
  'o8-resource-limits': every(
    each => each.resources?.limits?.memory !== undefined,
  ),
  'o8-probes': every(each => each.readinessProbe !== undefined),
  'o8-namespace-pod-security': ({ metadata }) =>
    metadata.labels?.['pod-security.kubernetes.io/enforce'] === 'restricted',
};

/** What each policy that is about an object says of it. */
export function judgePolicies(
  object: KubeObject,
  /** The policies from which the namespace is excepted. */
  excepted: ReadonlySet<string>,
): Record<string, PolicyOutcome> {
  const outcomes = policies
    .filter(({ kinds }) => kinds.includes(object.kind))
    .map(({ name }): [string, PolicyOutcome] => {
      if (excepted.has(name)) return [name, 'skip'];
      return [name, RULES[name](object) ? 'pass' : 'fail'];
    });
  return Object.fromEntries(outcomes);
}

function every(isKept: (container: Container) => boolean | undefined) {
  return (object: KubeObject): boolean =>
    containersOf(object).every(each => isKept(each) === true);
}

function containersOf({ spec }: KubeObject): Container[] {
  const { template, containers } = (spec ?? {}) as {
    template?: { spec?: { containers?: Container[] } };
    containers?: Container[];
  };
  return template?.spec?.containers ?? containers ?? [];
}
