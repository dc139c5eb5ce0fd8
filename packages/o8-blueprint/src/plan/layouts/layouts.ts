import type {
  LandingZone,
  LAYOUTS,
} from '@orchestr8/backstage-plugin-o8-common';
import { applicationset } from './applicationset';
import { directory } from './directory';
import { helmValues } from './helmValues';
import { kustomize } from './kustomize';
import type { Layout } from './Layout';

/** All layouts: a new one is one file, and one line here. */
export const layouts: Record<(typeof LAYOUTS)[number], Layout> = {
  directory,
  kustomize,
  'helm-values': helmValues,
  applicationset,
};

/** The layout of a landing zone. */
export function layoutOf({ spec }: Pick<LandingZone, 'spec'>): Layout {
  return layouts[spec.layout];
}
