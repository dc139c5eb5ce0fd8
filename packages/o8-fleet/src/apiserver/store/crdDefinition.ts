import type { ResourceDefinition } from '../../types';

/** The kind by which other kinds are defined; every cluster serves it. */
export const CRD_DEFINITION: ResourceDefinition = {
  group: 'apiextensions.k8s.io',
  version: 'v1',
  kind: 'CustomResourceDefinition',
  plural: 'customresourcedefinitions',
  singular: 'customresourcedefinition',
  shortNames: ['crd', 'crds'],
  namespaced: false,
};
