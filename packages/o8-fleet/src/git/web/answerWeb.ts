import { NotFoundError } from '@backstage/errors';
import { isPathPart, type Repositories } from '../repositories';
import { answerRaw } from './answerRaw';
import { comparePage } from './comparePage';
import { commitPage, commitsPage } from './commitPages';
import { toLink } from './links';
import { listPage } from './listPage';
import { repositoryPage } from './repositoryPage';
import { treePage } from './treePage';
import { redirectTo, type WebAnswer } from './WebAnswer';
import type { WebRequest } from './WebRequest';

const PAGES: Record<string, (request: WebRequest) => Promise<WebAnswer>> = {
  raw: answerRaw,
  tree: treePage,
  commits: commitsPage,
  commit: commitPage,
  compare: comparePage,
};

const NOTHING = 'There is nothing at this address.';

/** Answers what is not the protocol of git: pages for people, files for the catalog. */
export async function answerWeb(options: {
  repositories: Repositories;
  url: string;
  segments: readonly string[];
  ifNoneMatch?: string;
}): Promise<WebAnswer> {
  const { repositories, url, segments, ifNoneMatch } = options;
  const [owner, name, page, ...rest] = segments;
  if (owner === undefined) {
    return listPage(await repositories.list());
  }
  if (name === undefined || !isPathPart(owner)) {
    throw new NotFoundError(NOTHING);
  }
  // The URL of a clone, opened in a browser.
  if (page === undefined && /.\.git$/.test(name)) {
    return redirectTo(toLink(`${owner}/${name.replace(/\.git$/, '')}`));
  }
  const repository = isPathPart(name)
    ? await repositories.find(`${owner}/${name}`)
    : undefined;
  if (!repository) {
    throw new NotFoundError(`There is no repository ${owner}/${name}.`);
  }
  const answer =
    page === undefined
      ? repositoryPage
      : Object.entries(PAGES).find(([id]) => id === page)?.[1];
  if (!answer) {
    throw new NotFoundError(NOTHING);
  }
  return answer({ repository, url, rest, ifNoneMatch });
}
