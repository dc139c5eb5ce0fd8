import { exposureOf } from '../../emitters/module/exposure';
import {
  fails,
  inZone,
  ofKind,
  onEachCluster,
  satisfied,
  without,
  type Forecaster,
} from '../findings';
import { ofMesh } from '../chartPods';
import type { PlanIndex } from '../indexPlan';
import { isInMesh } from '../mesh';
import { readField, readText } from '../readField';

/** Checks of encryption in transit. */
export const transport: Record<string, Forecaster> = {
  'TLS-1': index =>
    onEachCluster(index, at => {
      const { boundary } = at;
      if (index.plan.zone.spec.mesh.mode === 'none') {
        return fails('The clusters are in no mesh: traffic is not encrypted.', {
          changes: inZone('spec.mesh.mode'),
        });
      }
      const own = ofKind(
        boundary,
        'security.istio.io',
        'PeerAuthentication',
      ).filter(({ object }) => object.metadata.namespace === index.name);
      const weaker = own.filter(({ object }) => !isStrict(object));
      if (weaker.length > 0) {
        return fails('A PeerAuthentication accepts plain text.', {
          objects: weaker,
        });
      }
      const all = own.filter(
        ({ object }) => readField(object, 'spec.selector') === undefined,
      );
      if (all.length > 0 && !isInMesh(index, at)) {
        return fails('The namespace or its pods are not in the mesh.');
      }
      return all.length > 0
        ? ofMesh(index) ??
            satisfied('Mutual TLS is required of every workload.', all)
        : without(
            'not-checked',
            'No PeerAuthentication is planned; whether the mesh requires mutual TLS everywhere is not known here.',
          );
    }),
  'TLS-2': ofPublic(
    'Whether the gateway takes TLS 1.2 or newer only is seen on it.',
  ),
  'TLS-3': ofPublic('When certificates end is seen on the clusters.'),
};

function ofPublic(reason: string): Forecaster {
  return ({ plan }: PlanIndex) => [
    exposureOf(plan.spec) === 'public'
      ? without('at-runtime', reason)
      : without('not-applicable', 'It has no public host.'),
  ];
}

/** A port that says something else would be a hole in it. */
function isStrict(object: object): boolean {
  return (
    readText(object, 'spec.mtls.mode') === 'STRICT' &&
    readField(object, 'spec.portLevelMtls') === undefined
  );
}
