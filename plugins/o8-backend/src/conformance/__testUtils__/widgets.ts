import type { Source } from '@orchestr8/backstage-plugin-o8-node';

/** Names nobody else uses: the suite runs on clusters that have other things to do. */
export const GROUP = 'conformance.orchestr8.io';
export const MODULE = 'o8-conformance';
export const CRD = `widgets.${GROUP}`;
export const CRDS = '/apis/apiextensions.k8s.io/v1/customresourcedefinitions';

/** Reads the widgets of the suite. */
export const widgetsSource: Source = {
  id: 'widgets',
  kinds: [{ group: GROUP, kind: 'Widget', plural: 'widgets' }],
  reach: 'placements',
  toFacts: (object, { cluster }) => [
    {
      type: 'widgets.widget',
      subject: { cluster, namespace: object.metadata.namespace ?? null },
      value: {
        size: Object(object.spec).size ?? null,
        apiVersion: object.apiVersion,
      },
    },
  ],
};

/** The definition of widgets that serves the versions, the last of which is stored. */
export function createDefinition(versions: string[]) {
  const served = ['v1alpha1', 'v1'].map(name => ({
    name,
    served: versions.includes(name),
    storage: name === versions.at(-1),
    schema: {
      openAPIV3Schema: {
        type: 'object',
        properties: {
          spec: { type: 'object', properties: { size: { type: 'integer' } } },
        },
      },
    },
  }));
  return {
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: { name: CRD },
    spec: {
      group: GROUP,
      scope: 'Namespaced',
      names: { kind: 'Widget', plural: 'widgets', singular: 'widget' },
      versions: served,
    },
  };
}

/** One widget. */
export function createWidget(name: string, size: number, version: string) {
  return {
    apiVersion: `${GROUP}/${version}`,
    kind: 'Widget',
    metadata: { name, namespace: MODULE },
    spec: { size },
  };
}
