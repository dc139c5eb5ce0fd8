import type { GroupKind } from '../types';

const group = 'argoproj.io';

/** The kinds of Argo CD. */
export const KINDS = {
  application: { group, kind: 'Application' },
  applicationSet: { group, kind: 'ApplicationSet' },
  project: { group, kind: 'AppProject' },
} satisfies Record<string, GroupKind>;
