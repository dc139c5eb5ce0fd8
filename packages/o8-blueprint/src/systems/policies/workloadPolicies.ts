import type { LandingZone } from '@orchestr8/backstage-plugin-o8-common';
import type { Manifest } from '../../types';
import { literal, toPolicy, type Action, type PolicyText } from './policy';

/** From which exceptions are made. */
export const RESTRICTED_PODS = 'o8-restricted-pods';

/**
 * What makes pods, and not pods: those have containers that webhooks put there, such as
 * proxies, for which no team can answer. Pods themselves are up to Pod Security.
 */
const WORKLOADS = [
  {
    apiGroups: ['apps'],
    resources: ['deployments', 'statefulsets', 'daemonsets'],
  },
  { apiGroups: ['batch'], resources: ['cronjobs', 'jobs'] },
];

const VARIABLES = [
  {
    name: 'template',
    expression:
      "object.kind == 'CronJob' ? object.spec.jobTemplate.spec.template : object.spec.template",
  },
  {
    name: 'containers',
    expression:
      'variables.template.spec.containers + variables.template.spec.?initContainers.orValue([])',
  },
];

const each = (condition: string) => `variables.containers.all(c, ${condition})`;

function judgeWorkloads(
  text: PolicyText,
  validations: { message: string; expression: string }[],
): Manifest {
  return toPolicy('ValidatingPolicy', text, {
    resourceRules: WORKLOADS,
    variables: VARIABLES,
    validations,
  });
}

/** Pods are restricted: the same as the standard, but with a report for each workload. */
export function restrictedPods(): Manifest {
  const pod = 'variables.template.spec';
  return judgeWorkloads(
    {
      name: RESTRICTED_PODS,
      title: 'Pods are restricted',
      severity: 'high',
      // Pod Security refuses them, also where nobody judges.
      action: 'Audit',
    },
    [
      {
        message: 'pods share nothing of their node',
        expression: `!${pod}.?hostNetwork.orValue(false) && !${pod}.?hostPID.orValue(false) && !${pod}.?hostIPC.orValue(false) && ${pod}.?volumes.orValue([]).all(v, !has(v.hostPath))`,
      },
      {
        message: 'containers do not run as root',
        expression: each(
          `c.?securityContext.?runAsNonRoot.orValue(${pod}.?securityContext.?runAsNonRoot.orValue(false))`,
        ),
      },
      {
        message: 'containers have no privileges, and cannot get any',
        expression: each(
          '!c.?securityContext.?privileged.orValue(false) && !c.?securityContext.?allowPrivilegeEscalation.orValue(true)',
        ),
      },
      {
        message: 'containers drop all capabilities',
        expression: each(
          "'ALL' in c.?securityContext.?capabilities.?drop.orValue([]) && c.?securityContext.?capabilities.?add.orValue([]).all(n, n == 'NET_BIND_SERVICE')",
        ),
      },
      {
        message: 'containers have a seccomp profile',
        expression: each(
          `c.?securityContext.?seccompProfile.?type.orValue(${pod}.?securityContext.?seccompProfile.?type.orValue('')) in ['RuntimeDefault', 'Localhost']`,
        ),
      },
    ],
  );
}

/** What runs is named by its digest; the placeholder is what the platform says. */
export function pinnedImages(
  { spec }: Pick<LandingZone, 'spec'>,
  action: Action,
): Manifest {
  return judgeWorkloads(
    {
      name: 'o8-pinned-images',
      title: 'Images are pinned by their digest',
      severity: 'high',
      action,
    },
    [
      {
        message: 'images have a digest: a tag can become another image',
        expression: each(
          `c.image.contains('@sha256:') || c.image == ${literal(
            spec.placeholderImage,
          )}`,
        ),
      },
    ],
  );
}

/** By which dashboards, policies and people find pods. */
export function labelledPods(): Manifest {
  return judgeWorkloads(
    {
      name: 'o8-labelled-pods',
      title: 'Pods say what they are',
      severity: 'medium',
      action: 'Audit',
    },
    [
      {
        message: 'pods have the label app.kubernetes.io/name',
        expression:
          "variables.template.?metadata.?labels.orValue({}).exists(key, key == 'app.kubernetes.io/name')",
      },
    ],
  );
}
