import type { Source } from '@orchestr8/backstage-plugin-o8-node';
import { argocdSource } from './argocd';
import { namespacesSource } from './namespaces';
import { networkPoliciesSource } from './networkPolicies';
import { policyReportsSource } from './policyReports';
import { veleroSource } from './velero';

/** Every source of this plugin. A new one is a folder beside these and a line here. */
export const builtInSources: Source[] = [
  namespacesSource,
  argocdSource,
  networkPoliciesSource,
  policyReportsSource,
  veleroSource,
];

export { SourceRegistry } from './SourceRegistry';
