import {
  createReport,
  policies,
  reportKinds,
  type Report,
} from '../content/objects/reportObjects';
import { SECOND_MS } from '../content/time';
import type { KubeObject } from '../types';
import type { Guard } from './Guard';
import { judgePolicies } from './judgePolicies';
import type { Place } from './Place';

const PERIOD_MS = 2 * SECOND_MS;
const EXCEPTION = { group: 'policies.kyverno.io', kind: 'PolicyException' };

/**
 * The policy engine, for the modules of the demo that come from git: it reports on what
 * is new there, and forgets what is gone. Modules that users make are not judged.
 */
export class PolicyScans {
  readonly #places: readonly Place[];
  readonly #guard: Guard;
  #nextMs = 0;

  constructor(options: { places: readonly Place[]; guard: Guard }) {
    this.#places = options.places;
    this.#guard = options.guard;
  }

  advance(nowMs: number): void {
    if (nowMs < this.#nextMs) return;
    this.#nextMs = nowMs + PERIOD_MS;
    for (const place of this.#places) {
      this.#guard.run(`policies of ${place.cluster}/${place.module}`, () => {
        if (place.isFromGit()) scan(place);
      });
    }
  }
}

function scan(place: Place): void {
  const kinds = reportKinds(place.placement());
  if (!kinds) return;
  const { group, namespaced: kind } = kinds;
  const judged = [...place.deployments(), ...place.pods()];
  const uids = new Set(judged.map(({ metadata }) => metadata.uid));
  const known = new Set<string>();
  for (const { metadata } of place.reports()) {
    if (uids.has(metadata.name)) known.add(metadata.name);
    else place.store.delete({ group, kind }, place.module, metadata.name);
  }
  const excepted = exceptionsOf(place);
  for (const object of judged) {
    if (known.has(object.metadata.uid)) continue;
    const report = reportOn(place, object, excepted);
    if (report) place.store.put(report);
  }
}

function reportOn(
  place: Place,
  object: KubeObject,
  excepted: ReadonlySet<string>,
): Report | undefined {
  const outcomes = judgePolicies(object, excepted);
  return createReport(place.placement(), object, { outcomes, scanMs: 0 });
}

/** The policies that somebody has excepted a namespace from. */
function exceptionsOf(place: Place): Set<string> {
  const known = new Set(policies.map(({ name }) => name));
  const isServed = place.store
    .definitions()
    .some(
      ({ group, kind }) => group === EXCEPTION.group && kind === EXCEPTION.kind,
    );
  if (!isServed) return new Set();
  const names = place.store
    .list(EXCEPTION)
    .filter(({ metadata }) => metadata.namespace === place.module)
    .flatMap(({ spec }) => {
      const { policyRefs = [] } = spec as { policyRefs?: { name: string }[] };
      return policyRefs.map(({ name }) => name);
    });
  return new Set(names.filter(name => known.has(name)));
}
