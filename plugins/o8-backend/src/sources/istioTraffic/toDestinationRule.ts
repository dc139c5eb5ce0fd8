import type { KubernetesObject } from '@orchestr8/backstage-plugin-o8-node';
import { z } from 'zod';
import {
  looseFlag,
  looseList,
  looseName,
  looseNames,
  looseObject,
  shortText,
} from '../loose';

const MAX_ENTRIES = 20;

/** What is kept of a DestinationRule: `istioTraffic.destinationRule`. */
export type DestinationRuleValue = {
  host: string;
  /** Empty is every namespace. */
  exportTo: string[];
  /** `DISABLE`, `ISTIO_MUTUAL`, …; null is what the mesh does by itself. */
  tls: string | null;
  /** Whether instances that fail are left out, without which no failover works. */
  ejectsFailing: boolean;
  /** Null where nothing is said about localities. */
  locality: 'off' | 'distribute' | 'failover' | 'priority' | 'on' | null;
  failover: { from: string; to: string }[];
  subsets: string[];
};

const destinationRuleSchema = looseObject({
  spec: looseObject({
    host: looseName,
    exportTo: looseNames,
    subsets: looseList(looseObject({ name: looseName })),
    trafficPolicy: looseObject({
      tls: looseObject({ mode: looseName }),
      outlierDetection: z
        .record(z.string(), z.unknown())
        .optional()
        .catch(undefined),
      loadBalancer: looseObject({
        localityLbSetting: z
          .object({
            enabled: looseFlag,
            distribute: looseList(z.unknown()),
            failover: looseList(z.object({ from: shortText, to: shortText })),
            failoverPriority: looseList(z.unknown()),
          })
          .nullish()
          .catch(undefined),
      }),
    }),
  }),
});

type Locality = NonNullable<
  z.output<
    typeof destinationRuleSchema
  >['spec']['trafficPolicy']['loadBalancer']['localityLbSetting']
>;

/** What a DestinationRule says. */
export function toDestinationRule(
  object: KubernetesObject,
): DestinationRuleValue {
  const { host, exportTo, subsets, trafficPolicy } =
    destinationRuleSchema.parse(object).spec;
  const { tls, outlierDetection, loadBalancer } = trafficPolicy;
  const locality = loadBalancer.localityLbSetting;
  return {
    host: host ?? '',
    exportTo: exportTo.slice(0, MAX_ENTRIES),
    tls: tls.mode ?? null,
    ejectsFailing: outlierDetection !== undefined,
    locality: locality ? toMode(locality) : null,
    failover: (locality?.failover ?? []).slice(0, MAX_ENTRIES),
    subsets: subsets.map(({ name = '' }) => name).slice(0, MAX_ENTRIES),
  };
}

function toMode(
  locality: Locality,
): NonNullable<DestinationRuleValue['locality']> {
  if (locality.enabled === false) {
    return 'off';
  }
  // Istio takes one of the three.
  if (locality.distribute.length) {
    return 'distribute';
  }
  if (locality.failover.length) {
    return 'failover';
  }
  return locality.failoverPriority.length ? 'priority' : 'on';
}
