import type { Source } from '@orchestr8/backstage-plugin-o8-node';
import { alertRulesSource } from './alertRules';
import { applicationSetsSource } from './applicationSets';
import { appProjectsSource } from './appProjects';
import { argocdSource } from './argocd';
import { autoscalersSource } from './autoscalers';
import { barmanSource } from './barman';
import { disruptionBudgetsSource } from './disruptionBudgets';
import { externalSecretsSource } from './externalSecrets';
import { fluentbitSource } from './fluentbit';
import { fluentdSource } from './fluentd';
import { gatewaysSource } from './gateways';
import { httpRoutesSource } from './httpRoutes';
import { istioSecuritySource } from './istioSecurity';
import { istioTelemetrySource } from './istioTelemetry';
import { istioTrafficSource } from './istioTraffic';
import { jobsSource } from './jobs';
import { kafkaSource } from './kafka';
import { loggingSource } from './logging';
import { monitorsSource } from './monitors';
import { namespacesSource } from './namespaces';
import { natsSource } from './nats';
import { networkPoliciesSource } from './networkPolicies';
import { policiesSource } from './policies';
import { policyExceptionsSource } from './policyExceptions';
import { policyReportsSource } from './policyReports';
import { postgresSource } from './postgres';
import { postgresBackupsSource } from './postgresBackups';
import { quotasSource } from './quotas';
import { rbacSource } from './rbac';
import { restoresSource } from './restores';
import { rolloutsSource } from './rollouts';
import { sealedSecretsSource } from './sealedSecrets';
import { secretStoresSource } from './secretStores';
import { tracingSource } from './tracing';
import { veleroSource } from './velero';
import { volumeBackupsSource } from './volumeBackups';
import { workloadsSource } from './workloads';

/**
 * Every source of this plugin. A new one is a folder beside these and a line here. Each
 * is small: what a cluster refuses of one takes nothing from the others.
 *
 * @alpha
 */
export const builtInSources: Source[] = [
  namespacesSource,
  argocdSource,
  applicationSetsSource,
  appProjectsSource,
  quotasSource,
  networkPoliciesSource,
  rbacSource,
  policiesSource,
  policyExceptionsSource,
  policyReportsSource,
  externalSecretsSource,
  secretStoresSource,
  sealedSecretsSource,
  istioTrafficSource,
  istioSecuritySource,
  istioTelemetrySource,
  gatewaysSource,
  httpRoutesSource,
  natsSource,
  kafkaSource,
  postgresSource,
  postgresBackupsSource,
  barmanSource,
  monitorsSource,
  alertRulesSource,
  tracingSource,
  loggingSource,
  fluentbitSource,
  fluentdSource,
  workloadsSource,
  jobsSource,
  rolloutsSource,
  autoscalersSource,
  disruptionBudgetsSource,
  veleroSource,
  restoresSource,
  volumeBackupsSource,
];

export { SourceRegistry } from './SourceRegistry';
