import type { z } from 'zod';
import {
  anything,
  fields,
  filledList,
  filled,
  list,
  oneOf,
  text,
  textMap,
} from './fields';

const captureMode = oneOf('DEFAULT', 'IPTABLES', 'NONE');

/** A Sidecar of Istio, but for its metadata. */
export const sidecarSchema: z.ZodRawShape = {
  spec: fields({
    egress: list(
      fields(
        { bind: text, captureMode, port: anything },
        { hosts: filledList(filled) },
      ),
    ),
    inboundConnectionPool: fields({ http: anything, tcp: anything }),
    ingress: list(
      fields(
        {
          bind: text,
          captureMode,
          connectionPool: anything,
          defaultEndpoint: text,
          tls: anything,
        },
        { port: anything },
      ),
    ),
    outboundTrafficPolicy: fields({
      egressProxy: anything,
      mode: oneOf('REGISTRY_ONLY', 'ALLOW_ANY'),
    }),
    workloadSelector: fields({ labels: textMap }),
  }).nullish(),
};
