import {
  ANNOTATION_ARGOCD_APP_NAMESPACE,
  ANNOTATION_ARGOCD_INSTANCE_NAME,
  ANNOTATION_KUBERNETES_CLUSTER,
  ANNOTATION_KUBERNETES_ID,
  type ClaimProblem,
} from '@orchestr8/backstage-plugin-o8-common';
import { CLAIM_ANNOTATIONS, type Claim, type ClaimType } from './Claim';
import { parseLabelSelector } from './labelSelector';

/** What the annotations of an entity claim. */
export interface ParsedClaims {
  claims: Claim[];
  problems: ClaimProblem[];
}

type Annotations = Record<string, string>;
type ResolveCluster = (address: string) => string | null;

// As Kubernetes allows; and so that nothing is looked for that cannot be there.
const DNS_NAME = /^[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?$/;
const LABEL_VALUE = /^[A-Za-z0-9]([A-Za-z0-9_.-]{0,61}[A-Za-z0-9])?$/;

const NO_CLAIM: Omit<Claim, 'type'> = {
  cluster: null,
  namespace: null,
  name: null,
  project: null,
  selector: null,
};

/** Reads the annotations that the plugins of Argo CD and Kubernetes have in common. */
export function parseClaims(
  annotations: Annotations,
  resolveCluster: ResolveCluster,
): ParsedClaims {
  const argocd = parseArgocd(annotations, resolveCluster);
  const kubernetes = parseKubernetes(annotations, resolveCluster);
  return {
    claims: [...argocd.claims, ...kubernetes.claims],
    problems: [...argocd.problems, ...kubernetes.problems],
  };
}

function parseArgocd(
  annotations: Annotations,
  resolveCluster: ResolveCluster,
): ParsedClaims {
  const name = annotations[CLAIM_ANNOTATIONS.appName];
  const selector = annotations[CLAIM_ANNOTATIONS.appSelector];
  const project = annotations[CLAIM_ANNOTATIONS.projectName];
  if (!name && !selector && !project) {
    return { claims: [], problems: [] };
  }
  const namespace = annotations[ANNOTATION_ARGOCD_APP_NAMESPACE];
  const places = findClusters(annotations, {
    annotation: ANNOTATION_ARGOCD_INSTANCE_NAME,
    resolveCluster,
  });
  const problems: ClaimProblem[] = [
    ...(name && selector
      ? [createProblem(CLAIM_ANNOTATIONS.appSelector, 'both')]
      : []),
    ...findNameProblem(annotations, CLAIM_ANNOTATIONS.appName, DNS_NAME),
    ...findNameProblem(annotations, CLAIM_ANNOTATIONS.projectName, DNS_NAME),
    ...findNameProblem(annotations, ANNOTATION_ARGOCD_APP_NAMESPACE, DNS_NAME),
    ...findSelectorProblem(annotations, CLAIM_ANNOTATIONS.appSelector),
  ];
  return {
    // Half a claim would mean more than was said.
    claims: problems.length
      ? []
      : places.clusters.map(cluster => ({
          type: toArgocdType(name, selector),
          cluster,
          namespace: namespace || null,
          name: name || null,
          project: project || null,
          selector: selector || null,
        })),
    problems: [...problems, ...places.problems],
  };
}

function toArgocdType(name?: string, selector?: string): ClaimType {
  if (name) {
    return 'appName';
  }
  return selector ? 'appSelector' : 'projectName';
}

function parseKubernetes(
  annotations: Annotations,
  resolveCluster: ResolveCluster,
): ParsedClaims {
  const id = annotations[CLAIM_ANNOTATIONS.kubernetesId];
  const selector = annotations[CLAIM_ANNOTATIONS.labelSelector];
  const namespace = annotations[CLAIM_ANNOTATIONS.namespace];
  if (!id && !selector && !namespace) {
    return { claims: [], problems: [] };
  }
  const places = findClusters(annotations, {
    annotation: ANNOTATION_KUBERNETES_CLUSTER,
    resolveCluster,
  });
  const problems = [
    ...findNameProblem(annotations, CLAIM_ANNOTATIONS.namespace, DNS_NAME),
    // As in the Kubernetes plugin, the selector is used before the id.
    ...(selector
      ? findSelectorProblem(annotations, CLAIM_ANNOTATIONS.labelSelector)
      : findNameProblem(
          annotations,
          CLAIM_ANNOTATIONS.kubernetesId,
          LABEL_VALUE,
        )),
  ];
  return {
    claims: problems.length
      ? []
      : places.clusters.map(cluster => ({
          ...NO_CLAIM,
          ...toSelection(id, selector),
          cluster,
          namespace: namespace || null,
        })),
    problems: [...problems, ...places.problems],
  };
}

// A namespace alone is claimed with all that is in it; otherwise it says where the
// workloads are that are meant.
function toSelection(
  id?: string,
  selector?: string,
): Pick<Claim, 'type' | 'selector'> {
  if (selector) {
    return { type: 'labelSelector', selector };
  }
  return id
    ? { type: 'kubernetesId', selector: `${ANNOTATION_KUBERNETES_ID}=${id}` }
    : { type: 'namespace', selector: null };
}

/** The clusters that an annotation lists; without it, any: null. */
function findClusters(
  annotations: Annotations,
  options: { annotation: string; resolveCluster: ResolveCluster },
): { clusters: (string | null)[]; problems: ClaimProblem[] } {
  const { annotation, resolveCluster } = options;
  const names = (annotations[annotation] ?? '')
    .split(',')
    .map(name => name.trim())
    .filter(Boolean);
  if (names.length === 0) {
    return { clusters: [null], problems: [] };
  }
  const found = names.map(resolveCluster);
  return {
    clusters: [...new Set(found.filter(cluster => cluster !== null))],
    problems: found.includes(null)
      ? [createProblem(annotation, 'cluster')]
      : [],
  };
}

function findNameProblem(
  annotations: Annotations,
  annotation: string,
  grammar: RegExp,
): ClaimProblem[] {
  const name = annotations[annotation];
  return name && !grammar.test(name) ? [createProblem(annotation, 'name')] : [];
}

function findSelectorProblem(
  annotations: Annotations,
  annotation: string,
): ClaimProblem[] {
  const selector = annotations[annotation];
  return selector && !parseLabelSelector(selector)
    ? [createProblem(annotation, 'selector')]
    : [];
}

function createProblem(
  annotation: string,
  code: ClaimProblem['code'],
): ClaimProblem {
  return { annotation, code };
}
