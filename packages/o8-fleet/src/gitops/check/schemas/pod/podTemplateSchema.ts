import type { z } from 'zod';
import {
  anything,
  count,
  fields,
  filled,
  filledList,
  flag,
  integer,
  list,
  oneOf,
  quantities,
  text,
  textMap,
  texts,
} from '../fields';
import { labelSelectorSchema } from '../labelSelectorSchema';
import { metadataSchema } from '../metadataSchema';
import { containerSchema, resourcesSchema } from './containerSchema';
import { checkPod } from './findPodProblems';
import { podSecurityContextSchema } from './securityContextSchema';
import { volumeSchema } from './volumeSchema';

const named = list(fields({}, { name: filled }));

const spread = fields(
  {
    labelSelector: labelSelectorSchema,
    matchLabelKeys: texts,
    minDomains: integer,
    nodeAffinityPolicy: oneOf('Honor', 'Ignore'),
    nodeTaintsPolicy: oneOf('Honor', 'Ignore'),
  },
  {
    maxSkew: integer,
    topologyKey: filled,
    whenUnsatisfiable: oneOf('DoNotSchedule', 'ScheduleAnyway'),
  },
);

const toleration = fields({
  effect: text,
  key: text,
  operator: text,
  tolerationSeconds: integer,
  value: text,
});

const podFields = {
  activeDeadlineSeconds: count,
  // What a scheduler would read; nothing is scheduled here.
  affinity: fields({
    nodeAffinity: anything,
    podAffinity: anything,
    podAntiAffinity: anything,
  }),
  automountServiceAccountToken: flag,
  dnsConfig: fields({
    nameservers: texts,
    options: list(fields({ name: text, value: text })),
    searches: texts,
  }),
  dnsPolicy: oneOf(
    'ClusterFirst',
    'ClusterFirstWithHostNet',
    'Default',
    'None',
  ),
  enableServiceLinks: flag,
  ephemeralContainers: list(anything),
  hostAliases: list(fields({ hostnames: texts }, { ip: filled })),
  hostIPC: flag,
  hostNetwork: flag,
  hostPID: flag,
  hostUsers: flag,
  hostname: text,
  hostnameOverride: text,
  imagePullSecrets: list(fields({ name: text })),
  initContainers: list(containerSchema),
  nodeName: text,
  nodeSelector: textMap,
  os: fields({}, { name: filled }),
  overhead: quantities,
  preemptionPolicy: oneOf('Never', 'PreemptLowerPriority'),
  priority: integer,
  priorityClassName: text,
  readinessGates: list(fields({}, { conditionType: filled })),
  resourceClaims: list(
    fields(
      { resourceClaimName: text, resourceClaimTemplateName: text },
      { name: filled },
    ),
  ),
  resources: resourcesSchema,
  runtimeClassName: text,
  schedulerName: text,
  schedulingGates: named,
  schedulingGroup: fields({ podGroupName: text }),
  securityContext: podSecurityContextSchema,
  serviceAccount: text,
  serviceAccountName: text,
  setHostnameAsFQDN: flag,
  shareProcessNamespace: flag,
  subdomain: text,
  terminationGracePeriodSeconds: count,
  tolerations: list(toleration),
  topologySpreadConstraints: list(spread),
  volumes: list(volumeSchema),
};

function createTemplateSchema(restartPolicy: z.ZodType) {
  const spec = fields(
    { ...podFields, restartPolicy },
    { containers: filledList(containerSchema) },
  ).superRefine(checkPod);
  return fields({ metadata: metadataSchema }, { spec });
}

/** The pods of a Deployment, which begins again whatever ends. */
export const podTemplateSchema = createTemplateSchema(oneOf('Always'));

/** The pods of a Job: `Always`, which a server takes for granted, is none of these. */
export const jobTemplateSchema = createTemplateSchema(
  oneOf('OnFailure', 'Never'),
);
