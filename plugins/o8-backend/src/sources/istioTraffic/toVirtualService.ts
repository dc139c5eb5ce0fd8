import type { KubernetesObject } from '@orchestr8/backstage-plugin-o8-node';
import {
  looseList,
  looseName,
  looseNames,
  looseNumber,
  looseObject,
} from '../loose';

const MAX_ENTRIES = 20;

/** What is kept of a VirtualService: `istioTraffic.virtualService`. */
export type VirtualServiceValue = {
  hosts: string[];
  /** Empty is the mesh alone. */
  gateways: string[];
  /** Empty is every namespace. */
  exportTo: string[];
  /** The shares of each route over HTTP, in percent. */
  weights: {
    route: string | null;
    host: string;
    subset: string | null;
    weight: number;
  }[];
};

const virtualServiceSchema = looseObject({
  spec: looseObject({
    hosts: looseNames,
    gateways: looseNames,
    exportTo: looseNames,
    http: looseList(
      looseObject({
        name: looseName,
        route: looseList(
          looseObject({
            destination: looseObject({ host: looseName, subset: looseName }),
            weight: looseNumber,
          }),
        ),
      }),
    ),
  }),
});

/** What a VirtualService says. */
export function toVirtualService(
  object: KubernetesObject,
): VirtualServiceValue {
  const { hosts, gateways, exportTo, http } =
    virtualServiceSchema.parse(object).spec;
  return {
    hosts: hosts.slice(0, MAX_ENTRIES),
    gateways: gateways.slice(0, MAX_ENTRIES),
    exportTo: exportTo.slice(0, MAX_ENTRIES),
    weights: http
      .flatMap(({ name = null, route }) =>
        route.map(({ destination, weight }) => ({
          route: name,
          host: destination.host ?? '',
          subset: destination.subset ?? null,
          // A single destination needs no weight; of several, one without gets nothing.
          weight: weight ?? (route.length === 1 ? 100 : 0),
        })),
      )
      .slice(0, MAX_ENTRIES),
  };
}
