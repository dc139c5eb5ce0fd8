import {
  fails,
  inModule,
  inNamespace,
  onEachCluster,
  ofKind,
  satisfied,
  without,
  type Finding,
  type Forecaster,
} from '../findings';
import type { PlacementIndex, PlanIndex, PlannedObject } from '../indexPlan';
import { letsIn, ownProjects } from '../projects';
import { readField, readText } from '../readField';

const EXTERNAL_SECRETS = 'external-secrets.io';

/** Checks of secrets. */
export const secrets: Record<string, Forecaster> = {
  'SEC-1': index =>
    onEachCluster(index, at => findPlain(index, at) ?? findAllowed(index, at)),
  'SEC-2': index =>
    onMade(
      index,
      (at, made) =>
        findOutdated(index, at, made) ?? {
          ...without(
            'at-runtime',
            'An operator makes each of them: whether they are in sync is seen on the clusters.',
          ),
          objects: made,
        },
    ),
  'SEC-3': index =>
    onMade(index, (_, made) => ({
      ...without('at-runtime', sayAge(made)),
      objects: made,
    })),
};

/** A Secret as it is, or one that nothing makes. */
function findPlain(index: PlanIndex, at: PlacementIndex): Finding | undefined {
  const plain = ofKind([...at.boundary, ...at.workload], '', 'Secret');
  return plain.length > 0
    ? fails('A Secret is planned as it is, for all to read in git.', {
        objects: plain,
        changes: inModule('spec.secrets'),
      })
    : findUnmade(index, at);
}

function findAllowed(index: PlanIndex, at: PlacementIndex): Finding {
  const projects = ownProjects(index);
  if (projects.length === 0) {
    return fails('No project keeps Secrets out of git.');
  }
  const allowing = projects.filter(project =>
    letsIn(project, ({ group, kind }) => group === '' && kind === 'Secret'),
  );
  return allowing.length > 0
    ? {
        ...without(
          'at-runtime',
          'The project lets the module write Secrets: whether it does is seen on the clusters.',
          inModule('spec.workload.chart.kinds'),
        ),
        objects: allowing,
      }
    : satisfied(
        'No Secret is planned, and the project lets the module write none.',
        [...projects, ...listMade(index, at)],
      );
}

/** What operators make Secrets of, in the namespace of the module. */
function listMade(index: PlanIndex, at: PlacementIndex): PlannedObject[] {
  const there = inNamespace(index, [...at.boundary, ...at.workload]);
  return [
    ...ofKind(there, EXTERNAL_SECRETS, 'ExternalSecret'),
    ...ofKind(there, 'bitnami.com', 'SealedSecret'),
  ];
}

function secretOf({ object }: PlannedObject): string {
  return readText(object, 'spec.target.name') ?? object.metadata.name;
}

/** Secrets of the spec for which nothing is planned there. */
function findUnmade(index: PlanIndex, at: PlacementIndex): Finding | undefined {
  const made = new Set(listMade(index, at).map(secretOf));
  const unmade = (index.plan.spec.spec.secrets ?? [])
    .map(({ name }) => name)
    .filter(name => !made.has(name));
  return unmade.length > 0
    ? fails(`Nothing makes the Secret ${unmade.join(', ')}.`, {
        changes: inModule('spec.secrets'),
      })
    : undefined;
}

/** Asks something of what makes Secrets on each cluster, where there is such a thing. */
function onMade(
  index: PlanIndex,
  look: (at: PlacementIndex, made: PlannedObject[]) => Finding,
): Finding[] {
  return onEachCluster(index, at => {
    const made = listMade(index, at);
    const unmade = findUnmade(index, at);
    if (unmade || made.length > 0) {
      return unmade ?? look(at, made);
    }
    return index.plan.spec.spec.workload.chart
      ? without(
          'at-runtime',
          'It declares no secrets, but its chart may have some: they are seen on the clusters.',
        )
      : without('not-applicable', 'It declares no secrets.');
  });
}

/** Those that would stay as they are, whatever happens where they come from. */
function findOutdated(
  index: PlanIndex,
  at: PlacementIndex,
  made: PlannedObject[],
): Finding | undefined {
  const external = ofKind(made, EXTERNAL_SECRETS, 'ExternalSecret');
  const there = inNamespace(index, [...at.boundary, ...at.workload]);
  const stores = ofKind(there, EXTERNAL_SECRETS, 'SecretStore').map(
    ({ object }) => object.metadata.name,
  );
  const homeless = external.filter(
    ({ object }) =>
      !stores.includes(readText(object, 'spec.secretStoreRef.name') ?? ''),
  );
  const fixed = external.filter(
    ({ object }) =>
      (readText(object, 'spec.refreshPolicy') ?? 'Periodic') !== 'Periodic' ||
      // Zero means never again.
      /^0+[a-z]*$/.test(readText(object, 'spec.refreshInterval') ?? '') ||
      readField(object, 'spec.target.immutable') === true,
  );
  if (homeless.length > 0) {
    return fails('A secret is read from a store that is not planned.', {
      objects: homeless,
    });
  }
  return fixed.length > 0
    ? fails('A secret is fetched once, and never again.', { objects: fixed })
    : undefined;
}

function sayAge(made: PlannedObject[]): string {
  const sealed = ofKind(made, 'bitnami.com', 'SealedSecret');
  const fetched = 'How old they are in the store is seen on the clusters.';
  const inGit =
    'What is sealed is as old as its ciphertext in git; the age of the sealing key is seen on the clusters.';
  if (sealed.length === 0) {
    return fetched;
  }
  return sealed.length === made.length ? inGit : `${fetched} ${inGit}`;
}
