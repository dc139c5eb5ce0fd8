import type { Entity } from '@backstage/catalog-model';
import {
  ANNOTATION_LANDING_ZONE,
  ANNOTATION_MODULE,
  findNameProblem,
  moduleRepository,
  type LandingZone,
  type ModuleNameAnswer,
} from '@orchestr8/backstage-plugin-o8-common';
import type { ModuleInspection } from '@orchestr8/backstage-plugin-o8-node';

/** What stands under a name, as far as it could be found out. */
export interface NameEvidence {
  name: string;
  zone: LandingZone;
  /** Who would own the module; nobody's attempts can be continued without it. */
  owner?: string;
  /** The component of this name in the catalog, whether or not the caller may see it. */
  entity?: Entity;
  /** What git says; or why it could not be asked, as a sentence. */
  git: { inspection: ModuleInspection } | { failure: string };
}

type Judgement = Pick<ModuleNameAnswer, 'state' | 'message'>;

/** What is wrong with a name before anybody is asked; undefined if it could be one. */
export function judgeGrammar(
  name: string,
  zone: LandingZone,
): ModuleNameAnswer | undefined {
  const problem = findNameProblem(name, zone);
  return problem === undefined
    ? undefined
    : { name, state: 'invalid', message: `This name ${problem}.` };
}

/** Whether a name is free: what is known to have it weighs more than what is not known. */
export function judgeName(evidence: NameEvidence): ModuleNameAnswer {
  const { name, zone } = evidence;
  return (
    judgeGrammar(name, zone) ?? {
      name,
      ...(judgeEntity(evidence) ?? judgeGit(evidence)),
    }
  );
}

function judgeEntity(evidence: NameEvidence): Judgement | undefined {
  // One sentence for all: what the caller may not see must not show through it.
  return evidence.entity && !isOwnEntity(evidence)
    ? taken('The catalog has a component of this name already.')
    : undefined;
}

function isOwnEntity({ entity, name, zone, owner }: NameEvidence): boolean {
  const annotations = entity?.metadata.annotations ?? {};
  return (
    owner !== undefined &&
    annotations[ANNOTATION_MODULE] === name &&
    annotations[ANNOTATION_LANDING_ZONE] === zone.metadata.name &&
    String(entity?.spec?.owner).toLowerCase() === owner.toLowerCase()
  );
}

function judgeGit(evidence: NameEvidence): Judgement {
  const { git, name, zone, owner, entity } = evidence;
  if ('failure' in git) {
    return { state: 'unknown', message: git.failure };
  }
  const { repository, entry, reason } = git.inspection;
  const { path } = moduleRepository(zone, name);
  if (repository === 'foreign' || entry === 'foreign') {
    return taken(
      reason ??
        (repository === 'foreign'
          ? `The repository ${path} belongs to something else.`
          : 'The App of Apps has an entry of this name that belongs to something else.'),
    );
  }
  const found = { repository, entry, entity: entity !== undefined };
  if (repository === 'absent' && entry === 'absent' && !entity) {
    return { state: 'free', message: null };
  }
  return owner === undefined
    ? taken(
        'A module of this name was begun already. If it is yours, choose its owner to go on there.',
      )
    : { state: 'resumable', message: sayWhatIsThere(found, path) };
}

function sayWhatIsThere(
  found: Pick<ModuleInspection, 'repository' | 'entry'> & { entity: boolean },
  path: string,
): string {
  const { repository, entry, entity } = found;
  if (repository === 'ours' && entry === 'ours' && entity) {
    return 'This module exists already: creating it again changes nothing that is there.';
  }
  const there = [
    repository === 'ours' && 'its repository',
    entry === 'ours' && 'its entry in the App of Apps',
    entity && 'its component in the catalog',
  ].filter(part => part !== false);
  if (there.length === 0) {
    return `The repository ${path} is there and empty: creating the module fills it.`;
  }
  return `An earlier attempt has made ${there.join(
    ' and ',
  )}; creating it again goes on there.`;
}

function taken(message: string): Judgement {
  return { state: 'taken', message };
}
