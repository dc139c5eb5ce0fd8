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

/** An answer as far as it is about the name alone. */
export type NameJudgement = Omit<ModuleNameAnswer, 'ownerMessage'>;

type Judgement = Pick<NameJudgement, 'state' | 'message'>;

/** What is wrong with a name before anybody is asked; undefined if it could be one. */
export function judgeGrammar(
  name: string,
  zone: LandingZone,
): NameJudgement | undefined {
  const problem = findNameProblem(name, zone);
  return problem === undefined
    ? undefined
    : { name, state: 'invalid', message: `This name ${problem}.` };
}

/** Whether a name is free: what is known to have it weighs more than what is not known. */
export function judgeName(evidence: NameEvidence): NameJudgement {
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
  const isTaken =
    evidence.entity && !(isOfModule(evidence) && mayGoOn(evidence));
  return isTaken
    ? taken('The catalog has a component of this name already.')
    : undefined;
}

function isOfModule({ entity, name, zone }: NameEvidence): boolean {
  const annotations = entity?.metadata.annotations ?? {};
  return (
    annotations[ANNOTATION_MODULE] === name &&
    annotations[ANNOTATION_LANDING_ZONE] === zone.metadata.name
  );
}

/** Its owner may; while none is chosen, only a repository of ours says that one could. */
function mayGoOn({ entity, owner, git }: NameEvidence): boolean {
  return owner === undefined
    ? 'inspection' in git && git.inspection.repository === 'ours'
    : String(entity?.spec?.owner).toLowerCase() === owner.toLowerCase();
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
  if (owner === undefined && repository === 'ours') {
    return taken(
      'A module of this name exists already; choose its owner to go on there.',
    );
  }
  if (owner === undefined && entry === 'ours') {
    return taken('The App of Apps has an entry of this name already.');
  }
  const found = { repository, entry, entity: entity !== undefined };
  return judgeOwn(found, path);
}

/** What is there belongs to the module that is asked for, as far as anything is. */
function judgeOwn(
  found: Pick<ModuleInspection, 'repository' | 'entry'> & { entity: boolean },
  path: string,
): Judgement {
  const { repository, entry, entity } = found;
  const there = [
    repository === 'ours' && 'its repository',
    entry === 'ours' && 'its entry in the App of Apps',
    entity && 'its component in the catalog',
  ].filter(part => part !== false);
  if (there.length === 3) {
    return {
      state: 'complete',
      message:
        'This module exists already: creating it again changes nothing that is there.',
    };
  }
  if (there.length > 0) {
    const made = there.join(' and ');
    return {
      state: 'resumable',
      message: `An earlier attempt has made ${made}; creating it again goes on there.`,
    };
  }
  return repository === 'empty'
    ? {
        state: 'resumable',
        message: `An empty repository of this name is there (${path}) and will be used.`,
      }
    : { state: 'free', message: null };
}

function taken(message: string): Judgement {
  return { state: 'taken', message };
}
