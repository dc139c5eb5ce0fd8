import { LABEL_MODULE } from '@orchestr8/backstage-plugin-o8-common';

/** What selects the pods of a module. A Deployment can never change it. */
export function selectorLabels(module: string): Record<string, string> {
  return { 'app.kubernetes.io/name': module };
}

/** What everything of a module carries. */
export function moduleLabels(module: string): Record<string, string> {
  return { [LABEL_MODULE]: module };
}

/** What the workload carries: Backstage finds it by the last one. */
export function workloadLabels(module: string): Record<string, string> {
  return {
    ...selectorLabels(module),
    ...moduleLabels(module),
    'backstage.io/kubernetes-id': module,
  };
}

/** The label that says which part of a module an Application applies. */
export const LABEL_PART = 'orchestr8.io/part';

/** The label of a Namespace that says how sensitive its data is. */
export const LABEL_DATA_CLASSIFICATION = 'orchestr8.io/data-classification';

/** The label of what lies in the namespace of a module to let another one in: which. */
export const LABEL_CALLER = 'orchestr8.io/caller';
