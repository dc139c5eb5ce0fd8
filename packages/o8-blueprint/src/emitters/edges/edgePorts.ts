import type { LandingZone } from '@orchestr8/backstage-plugin-o8-common';
import type { PlannedEdge } from '../../types';
import { tcpPorts } from '../boundary/networkPolicy';

/** The port of a callee, and the tunnel if either side is in ambient: a cluster may have both. */
export function edgePorts(
  zone: LandingZone,
  { port, isTunnelled }: Pick<PlannedEdge, 'port' | 'isTunnelled'>,
): object[] {
  return tcpPorts(zone, [port], isTunnelled);
}
