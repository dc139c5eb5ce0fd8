import { isStrict } from '../../check/meshRules';
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
import type { PlacementIndex, PlanIndex } from '../indexPlan';
import { isInMesh } from '../mesh';
import { readField, readList, readText } from '../readField';

const notPublic = without('not-applicable', 'It has no public host.');

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
      const weaker = own.filter(({ object }) => !isStrict(object.spec));
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
  'TLS-2': index =>
    exposureOf(index.plan.spec) === 'public'
      ? onEachCluster(index, at => judgeListener(index, at))
      : [notPublic],
  'TLS-3': ofPublic('When certificates end is seen on the clusters.'),
};

function ofPublic(reason: string): Forecaster {
  return ({ plan }: PlanIndex) => [
    exposureOf(plan.spec) === 'public'
      ? without('at-runtime', reason)
      : notPublic,
  ];
}

/** A route without a listener of TLS is on that of plain HTTP too. */
function judgeListener({ plan }: PlanIndex, { workload }: PlacementIndex) {
  const { gateway } = plan.zone.spec;
  const routes = ['HTTPRoute', 'TLSRoute'].flatMap(kind =>
    ofKind(workload, 'gateway.networking.k8s.io', kind),
  );
  const listeners = [gateway?.listener, gateway?.passthroughListener];
  const plain = routes.filter(({ object }) =>
    readList(object, 'spec.parentRefs').some(parent => {
      const listener = readText(parent, 'sectionName');
      return listener === undefined || !listeners.includes(listener);
    }),
  );
  if (plain.length > 0) {
    return fails('A route is not on a listener of the gateway for TLS.', {
      objects: plain,
    });
  }
  return routes.length > 0
    ? without(
        'at-runtime',
        'Its route is on a listener for TLS; whether that takes TLS 1.2 or newer only is seen on the gateway.',
      )
    : fails('It is public, and no route is planned.');
}
