import { MODULES_DIRECTORY } from '../paths';
import type { Layout } from './Layout';

/** Every file below `modules/` that Argo CD takes for manifests. */
export const RECURSIVE_SOURCE = {
  path: MODULES_DIRECTORY,
  directory: {
    recurse: true,
    // Boundaries have Applications of their own; the other two are no manifests.
    exclude: '{**/clusters/**,**/module.yaml,**/lock.json}',
  },
};

/** Plain files: what is in the directory of a module is applied. */
export const directory: Layout = {
  rootSource: RECURSIVE_SOURCE,
};
