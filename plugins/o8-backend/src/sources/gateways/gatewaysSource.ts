import type {
  KubernetesObject,
  SourceContext,
} from '@orchestr8/backstage-plugin-o8-node';
import { z } from 'zod';
import { bindShared } from '../bindShared';
import { createSource, type Said } from '../createSource';
import { looseList, looseName, looseNumber, looseObject } from '../loose';
import {
  conditionsSchema,
  toConditions,
  type Conditions,
} from '../toConditions';

const MAX_LISTENERS = 12;

/** What is kept of a Gateway: `gateways.gateway`. */
export type GatewayValue = {
  className: string;
  listeners: {
    name: string;
    port: number | null;
    protocol: string;
    /** Null is any host. */
    hostname: string | null;
    /** `Terminate` or `Passthrough`; null without TLS. */
    tls: string | null;
    /** Whose routes may attach: `Same`, `All`, `Selector`. */
    from: string;
  }[];
  conditions: Conditions;
};

const gatewaySchema = looseObject({
  spec: looseObject({
    gatewayClassName: looseName,
    listeners: looseList(
      looseObject({
        name: looseName,
        port: looseNumber,
        protocol: looseName,
        hostname: looseName,
        // One that could not be read must not pass for encrypted.
        tls: z.object({ mode: looseName }).optional().catch(undefined),
        allowedRoutes: looseObject({
          namespaces: looseObject({ from: looseName }),
        }),
      }),
    ),
  }),
  status: looseObject({
    conditions: conditionsSchema,
    listeners: looseList(
      looseObject({ name: looseName, attachedRoutes: looseNumber }),
    ),
  }),
});

/** Where requests come in from outside, and whether that is encrypted. */
export const gatewaysSource = createSource({
  id: 'gateways',
  // They lie beside the modules, in a namespace of the platform.
  reach: 'anywhere',
  readings: [
    {
      group: 'gateway.networking.k8s.io',
      kind: 'Gateway',
      plural: 'gateways',
      fact: 'gateway',
      read: toGateway,
    },
  ],
});

function toGateway(object: KubernetesObject, context: SourceContext): Said {
  const { spec, status } = gatewaySchema.parse(object);
  const value: GatewayValue = {
    className: spec.gatewayClassName ?? '',
    listeners: spec.listeners
      .slice(0, MAX_LISTENERS)
      .map(({ name, port, protocol, hostname, tls, allowedRoutes }) => ({
        name: name ?? '',
        port: port ?? null,
        protocol: protocol ?? '',
        hostname: hostname ?? null,
        tls: tls ? tls.mode ?? 'Terminate' : null,
        from: allowedRoutes.namespaces.from ?? 'Same',
      })),
    conditions: toConditions(status.conditions),
  };
  const isShared = value.listeners.some(({ from }) => from !== 'Same');
  return {
    // One that takes routes of others is for all of them.
    ...(isShared && bindShared(object, context)),
    value,
    volatile: {
      attachedRoutes: status.listeners.reduce(
        (sum, { attachedRoutes = 0 }) => sum + attachedRoutes,
        0,
      ),
    },
  };
}
