import type { LandingZone } from '@orchestr8/backstage-plugin-o8-common';
import { PLATFORM_DIRECTORY } from '../plan/paths';

/** What administrators have to know of a layout. */
interface LayoutTexts {
  /** Rows of the table of paths, for what lies beside Argo CD. */
  rows: string[];
  /** How modules get in and out. */
  text: string;
}

const PROJECT_ROW =
  '| `modules/<name>/app-project.yaml` | what the repository of the module may do |';
const APPLICATION_ROWS = [
  '| `modules/<name>/application-<cluster>.yaml` | deploys the repository of the module |',
  '| `modules/<name>/application-boundary-<cluster>.yaml` | applies `clusters/<cluster>/` |',
];
const REMOVED = `Removing the
directory of a module removes its Applications and what they deployed; its namespaces and backup schedules
stay until somebody removes them by hand.`;

const TEXTS: Record<LandingZone['spec']['layout'], LayoutTexts> = {
  directory: { rows: [PROJECT_ROW, ...APPLICATION_ROWS], text: REMOVED },
  kustomize: {
    rows: [
      '| `modules/kustomization.yaml` | the sorted list of what is applied beside Argo CD |',
      PROJECT_ROW,
      ...APPLICATION_ROWS,
    ],
    text: `${REMOVED} Its lines in
\`modules/kustomization.yaml\` have to go in the same commit: a list that names what is not there is built to
nothing at all, and no module changes until it is mended.`,
  },
  'helm-values': {
    rows: [
      `| \`${PLATFORM_DIRECTORY}/values.yaml\` | one sorted entry a module: its project, and where it is deployed from and to |`,
      `| \`${PLATFORM_DIRECTORY}/templates/\` | makes projects and Applications of the entries; only \`o8 init\` writes it |`,
    ],
    text: `Removing the entry of a module in \`values.yaml\` removes its Applications and what they deployed; its
namespaces and backup schedules stay until somebody removes them by hand. The chart knows one landing zone:
another one has a platform repository of its own.`,
  },
  applicationset: {
    rows: [
      `| \`${PLATFORM_DIRECTORY}/application-set.yaml\` | makes the Applications of each \`module.yaml\`; only \`o8 init\` writes it |`,
      PROJECT_ROW,
    ],
    text: `The ApplicationSet makes and changes Applications and never removes one (\`applicationsSync: create-update\`):
what it does not find for once, because of a mistake in a file or a host that does not answer, stays. So
removing the directory of a module removes nothing that runs. Its project waits, marked as deleted, until
somebody removes the Applications, and with them what they deployed:

\`\`\`sh
kubectl -n NAMESPACE delete applications.argoproj.io -l orchestr8.io/module=<name>
\`\`\`

The same holds for a cluster that is taken out of the placements of a module. Removing the ApplicationSet leaves
all Applications. Its Applications are not part of the sync of the root, so no wave orders them: a workload that comes
before its namespace fails, and Argo CD tries it again up to five times in some three minutes. The set knows one landing zone:
another one has a platform repository of its own.`,
  },
};

/** The rows of the table of paths that a layout has beside those of all. */
export function layoutRows({ spec }: LandingZone): string {
  return TEXTS[spec.layout].rows.join('\n');
}

/** How modules are removed, and what else is special about a layout. */
export function layoutText({ spec }: LandingZone): string {
  return TEXTS[spec.layout].text.replace('NAMESPACE', spec.argocd.namespace);
}
