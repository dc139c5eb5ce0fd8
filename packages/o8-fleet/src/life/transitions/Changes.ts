import type { KubeObject } from '../../types';

/** What becomes of objects: those that are put, then those that are deleted. */
export interface Changes {
  put: KubeObject[];
  delete: KubeObject[];
}

/** Changes in the order in which they happen. */
export function combine(...all: readonly Changes[]): Changes {
  return {
    put: all.flatMap(changes => changes.put),
    delete: all.flatMap(changes => changes.delete),
  };
}

/** Nothing but new or changed objects. */
export function putting(...objects: readonly KubeObject[]): Changes {
  return { put: [...objects], delete: [] };
}
