import type { Fleet } from '@orchestr8/o8-fleet';
import { toConfig } from '../../engine/__testUtils__/startTestEngine';
import type { FaultWorldOptions } from './FaultWorld';
import { lockOut } from './lockOut';

/** How the cluster that is an Argo CD is called. */
export const ARGOCD = 'argo';

/** Argo CD refuses everybody for so long, whatever the password. */
const LOCKED_MS = 5 * 60_000;

/** A world with an Argo CD besides, that has locked our account out before we start. */
export function createArgocdWorld(): {
  options: FaultWorldOptions;
  /** Lets the time pass until it lets us in again. */
  passTime: () => void;
} {
  let skewMs = 0;
  const toArgocd = ({ argocd, caFile }: Fleet) => {
    const [{ url, username, password }] = argocd;
    return {
      name: ARGOCD,
      type: 'argocd',
      url,
      caFile,
      auth: { username, password },
    };
  };
  return {
    options: {
      fleet: { now: () => new Date(Date.now() + skewMs) },
      prepare: fleet => lockOut(fleet, fleet.argocd[0]),
      clusters: fleet => [...toConfig(fleet), toArgocd(fleet)],
    },
    passTime: () => {
      skewMs = LOCKED_MS + 1_000;
    },
  };
}
