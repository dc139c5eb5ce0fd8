import {
  platformRepository,
  type LandingZone,
} from '@orchestr8/backstage-plugin-o8-common';
import { PLATFORM_DIRECTORY } from '../plan/paths';
import { describePlatformDatabase } from '../systems/data/platformDatabase';
import { describePlatformPolicies } from '../systems/policies/platformPolicies';
import type { PlannedFile } from '../types';
import { escapeMarkdown } from './escapeMarkdown';
import { layoutRows, layoutText } from './layoutReadme';

/** What the platform repository is, and how an administrator begins with it. */
export function planPlatformReadme(zone: LandingZone): PlannedFile {
  const { metadata, spec } = zone;
  const { argocd } = spec;
  return {
    path: 'README.md',
    text: `# Platform repository of ${escapeMarkdown(
      metadata.title ?? metadata.name,
    )}

What runs on the clusters of the landing zone \`${
      metadata.name
    }\`, as Argo CD applies it (App of Apps).
It belongs to the platform team: who may push here may change every module.

## Begin

Argo CD must be able to read ${
      platformRepository(zone).cloneUrl
    } and know the clusters
${spec.clusters
  .map(({ name }) => `\`${name}\``)
  .join(', ')}. With the rights of an administrator of
Argo CD's cluster:

\`\`\`sh
# Without it Argo CD starts a module before its namespace is ready.
kubectl -n ${
      argocd.namespace
    } patch configmap argocd-cm --type merge --patch-file bootstrap/argocd-cm.yaml
# The project first: an Application of a project that does not exist never syncs.
kubectl apply -f ${PLATFORM_DIRECTORY}/app-project.yaml
kubectl apply -f bootstrap/root.yaml
\`\`\`

From then on the Application \`${
      argocd.rootApplication
    }\` applies what is committed to \`${spec.git.branch}\`.
${describePlatformDatabase(zone)}${describePlatformPolicies(zone)}
## What is what

| path | what it is |
| --- | --- |
| \`bootstrap/\` | applied once by hand, and not by Argo CD |
| \`${PLATFORM_DIRECTORY}/\` | the project of the root and of all boundaries |
| \`modules/<name>/module.yaml\` | the approved spec of a module |
| \`modules/<name>/lock.json\` | what was generated from what |
${layoutRows(zone)}
| \`modules/<name>/clusters/<cluster>/\` | namespace, quota, network policies, backups |
| \`modules/<name>/clusters/<cluster>/edges/<callee>.yaml\` | lets the module call another one, and the other one let it in |
| \`CODEOWNERS\` | whose review a change needs |

The layout is \`${
      spec.layout
    }\`. Look at a pull request with \`o8 validate\`: it refuses what would weaken the boundary
of a module, and entries that are not what \`module.yaml\` says. Git hosts cannot know who owns a module: the catalog
calls owners otherwise than they do. \`CODEOWNERS\` shows the line by which the owner of a module reviews who calls it.

${layoutText(zone)}
`,
  };
}
