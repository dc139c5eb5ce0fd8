import type { LandingZone } from './landingZone';
import { zoneNamespaces } from './zone/zoneNamespaces';

const MAX_LENGTH = 40;
const NAME = /^[a-z]([-a-z0-9]*[a-z0-9])?$/;

/** Where add-ons are installed to by their own documentation: a module would move in with them. */
const ADD_ON_NAMESPACES = new Set([
  'argo-rollouts',
  'argocd',
  'cert-manager',
  'external-secrets',
  'gatekeeper-system',
  'istio-ingress',
  'istio-system',
  'kafka',
  'kyverno',
  'logging',
  'monitoring',
  'nats',
  'observability',
  'platform-db',
  'sealed-secrets',
  'velero',
]);

/** What no module is ever called: Kubernetes and the platform use these names. */
const RESERVED: { matches: (name: string) => boolean; because: string }[] = [
  { matches: name => name === 'default', because: 'Kubernetes uses it' },
  {
    matches: name => /^kube(-|$)/.test(name),
    because: 'Kubernetes uses "kube-…"',
  },
  {
    matches: name => /^o8(-|$)/.test(name),
    because: 'the platform uses "o8-…"',
  },
  {
    matches: name => name.endsWith('-boundary') || name === 'boundary',
    because:
      'names that end with "boundary" belong to the boundaries of modules',
  },
  {
    matches: name => ADD_ON_NAMESPACES.has(name),
    because: 'platforms often have an add-on in a namespace of this name',
  },
];

/**
 * What is wrong with the name of a module, as a sentence without its subject;
 * undefined for a name that is well. With a landing zone its own names are reserved.
 *
 * @public
 */
export function findNameProblem(
  name: string,
  zone?: Pick<LandingZone, 'spec'>,
): string | undefined {
  if (name.length > MAX_LENGTH) {
    return `is longer than ${MAX_LENGTH} characters`;
  }
  if (!NAME.test(name)) {
    return 'is not a module name: a-z, 0-9 and "-", it begins with a letter and does not end with "-"';
  }
  const reserved = RESERVED.find(({ matches }) => matches(name));
  if (reserved) {
    return `is reserved: ${reserved.because}`;
  }
  return zone && findZoneProblem(name, zone);
}

function findZoneProblem(
  name: string,
  { spec }: Pick<LandingZone, 'spec'>,
): string | undefined {
  const { argocd, git } = spec;
  if (zoneNamespaces({ spec }).includes(name)) {
    return 'is reserved: the landing zone has a namespace of this name';
  }
  // A module's project is called after it, and would replace the one of the platform.
  if ([argocd.project, argocd.rootApplication].includes(name)) {
    return 'is reserved: the landing zone uses it in Argo CD';
  }
  // Git hosts do not tell upper case from lower case.
  const repository = `${git.modules}/${name}`.toLowerCase();
  return repository === git.platform.toLowerCase()
    ? 'is reserved: the platform repository is called so'
    : undefined;
}
