import type { LandingZone } from '@orchestr8/backstage-plugin-o8-common';
import { codeowners } from '../documents/codeowners';
import { planPlatformReadme } from '../documents/platformReadme';
import { argocdHealth } from '../emitters/argocdHealth';
import { platformProject } from '../emitters/platformProject';
import { rootApplication } from '../emitters/rootApplication';
import { renderFiles } from '../render/renderFiles';
import { planPlatformDatabase } from '../systems/data/platformDatabase';
import { planPlatformPolicies } from '../systems/policies/platformPolicies';
import { planPlatformStores } from '../systems/secrets/platformStore';
import type { PlannedFile, RenderedFile } from '../types';
import { layoutOf } from './layouts/layouts';
import { PLATFORM_DIRECTORY } from './paths';

/**
 * The files with which the platform repository of a landing zone begins.
 *
 * @public
 */
export function planPlatform(zone: LandingZone): PlannedFile[] {
  return [
    planPlatformReadme(zone),
    codeowners,
    { path: 'bootstrap/argocd-cm.yaml', objects: [argocdHealth(zone)] },
    { path: 'bootstrap/root.yaml', objects: [rootApplication(zone)] },
    {
      path: `${PLATFORM_DIRECTORY}/app-project.yaml`,
      objects: [platformProject(zone)],
    },
    ...planPlatformStores(zone),
    ...planPlatformDatabase(zone),
    ...planPlatformPolicies(zone),
    ...(layoutOf(zone).planInit?.(zone) ?? []),
  ];
}

/**
 * The files with which the platform repository of a landing zone begins, as text:
 * what `o8 init` writes.
 *
 * @public
 */
export function renderPlatform(zone: LandingZone): RenderedFile[] {
  return renderFiles(planPlatform(zone));
}
