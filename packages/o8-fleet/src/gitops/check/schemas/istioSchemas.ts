import type { z } from 'zod';
import {
  anything,
  count,
  fields,
  filled,
  filledList,
  list,
  oneOf,
  port,
  text,
  textMap,
  texts,
} from './fields';

// The fields of each kind are known; what is deeper, and long, is not judged.

const workloadSelector = fields({ matchLabels: textMap });
const targetReference = fields(
  { group: text, namespace: text },
  { kind: filled, name: filled },
);

/** A ServiceEntry of Istio, but for its metadata. */
export const serviceEntrySchema: z.ZodRawShape = {
  spec: fields(
    {
      addresses: texts,
      endpoints: list(anything),
      exportTo: texts,
      location: oneOf('MESH_EXTERNAL', 'MESH_INTERNAL'),
      ports: list(
        fields(
          { protocol: text, targetPort: port },
          { name: filled, number: port },
        ),
      ),
      resolution: oneOf(
        'NONE',
        'STATIC',
        'DNS',
        'DNS_ROUND_ROBIN',
        'DYNAMIC_DNS',
      ),
      subjectAltNames: texts,
      workloadSelector: fields({ labels: textMap }),
    },
    { hosts: filledList(filled) },
  ),
};

const destination = fields(
  { port: fields({ number: port }), subset: text },
  { host: filled },
);
const route = list(
  fields({ headers: anything, weight: count }, { destination }),
);

/** A VirtualService of Istio, but for its metadata. */
export const virtualServiceSchema: z.ZodRawShape = {
  spec: fields({
    exportTo: texts,
    gateways: texts,
    hosts: texts,
    http: list(
      fields({
        corsPolicy: anything,
        delegate: anything,
        directResponse: anything,
        fault: anything,
        headers: anything,
        match: list(anything),
        mirror: anything,
        mirrorPercentage: anything,
        mirrors: list(anything),
        name: text,
        redirect: anything,
        retries: anything,
        rewrite: anything,
        route,
        timeout: text,
      }),
    ),
    tcp: list(fields({ match: list(anything), route })),
    tls: list(fields({ route }, { match: list(anything) })),
  }).nullish(),
};

const trafficFields = {
  connectionPool: anything,
  loadBalancer: anything,
  outlierDetection: anything,
  tls: anything,
};
const trafficPolicy = fields({
  ...trafficFields,
  portLevelSettings: list(
    fields({ ...trafficFields, port: fields({ number: port }) }),
  ),
  proxyProtocol: anything,
  retryBudget: anything,
  tunnel: anything,
});

/** A DestinationRule of Istio, but for its metadata. */
export const destinationRuleSchema: z.ZodRawShape = {
  spec: fields(
    {
      exportTo: texts,
      subsets: list(
        fields({ labels: textMap, trafficPolicy }, { name: filled }),
      ),
      trafficPolicy,
      workloadSelector,
    },
    { host: filled },
  ),
};

const source = fields({
  ipBlocks: texts,
  namespaces: texts,
  notIpBlocks: texts,
  notNamespaces: texts,
  notPrincipals: texts,
  notRemoteIpBlocks: texts,
  notRequestPrincipals: texts,
  notServiceAccounts: texts,
  principals: texts,
  remoteIpBlocks: texts,
  requestPrincipals: texts,
  serviceAccounts: texts,
});
const operation = fields({
  hosts: texts,
  methods: texts,
  notHosts: texts,
  notMethods: texts,
  notPaths: texts,
  notPorts: texts,
  paths: texts,
  ports: texts,
});

/** An AuthorizationPolicy of Istio, but for its metadata. */
export const authorizationPolicySchema: z.ZodRawShape = {
  spec: fields({
    action: oneOf('ALLOW', 'AUDIT', 'CUSTOM', 'DENY'),
    provider: fields({ name: text }),
    rules: list(
      fields({
        from: list(fields({ source })),
        to: list(fields({ operation })),
        when: list(
          fields({ notValues: texts, values: texts }, { key: filled }),
        ),
      }),
    ),
    selector: workloadSelector,
    targetRef: targetReference,
    targetRefs: list(targetReference),
  }).nullish(),
};

/** A PeerAuthentication of Istio, but for its metadata. */
export const peerAuthenticationSchema: z.ZodRawShape = {
  spec: fields({
    mtls: fields({ mode: oneOf('DISABLE', 'PERMISSIVE', 'STRICT', 'UNSET') }),
    portLevelMtls: anything,
    selector: workloadSelector,
  }).nullish(),
};
