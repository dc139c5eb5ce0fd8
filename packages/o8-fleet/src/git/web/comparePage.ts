import { InputError, NotFoundError } from '@backstage/errors';
import type { Repository } from '../repositories';
import { html, type Html } from './html';
import { toPage } from './layout';
import { toLink } from './links';
import { commitTable, diffBlock } from './parts';
import type { WebAnswer } from './WebAnswer';
import type { WebRequest } from './WebRequest';

const MAX_COMMITS = 100;

/** What a branch would change, and how to merge it: this host has no pull requests. */
export async function comparePage(request: WebRequest): Promise<WebAnswer> {
  const { repository, rest } = request;
  // No name of a branch contains two dots.
  const [base, head, ...more] = rest.join('/').split('...');
  if (!base || !head || more.length > 0) {
    throw new InputError(
      'Two branches are compared as in compare/main...other.',
    );
  }
  const [baseId, headId] = await findBranches(repository, [base, head]);
  const parting = await repository.mergeBase(baseId, headId);
  const commits = await repository.commits(`${baseId}..${headId}`, MAX_COMMITS);
  const body = html`<p>
      <a href="${toLink(repository.path)}">${repository.path}</a>
    </p>
    ${commits.length === 0
      ? html`<p>Everything of ${head} is in ${base}: it was merged.</p>`
      : html`${howToMerge(base, head)}
          <h2>Commits</h2>
          ${commitTable(repository.path, commits)}
          <h2>Changes</h2>
          ${parting
            ? diffBlock(await repository.diff(parting, headId))
            : html`<p>The two branches have no commit in common.</p>`}`}`;
  return toPage({ title: `${base}...${head}`, body });
}

async function findBranches(
  repository: Repository,
  names: readonly string[],
): Promise<string[]> {
  const branches = await repository.branches();
  return names.map(name => {
    const id = branches.get(name);
    if (!id) {
      throw new NotFoundError(`${repository.path} has no branch "${name}".`);
    }
    return id;
  });
}

function howToMerge(base: string, head: string): Html {
  const main = quote(base);
  const branch = quote(`origin/${head}`);
  return html`<p>This host has no pull requests. To merge, in a clone:</p>
    <pre>
git checkout ${main} && git pull && git merge --no-edit ${branch}
git push origin ${main}</pre
    >`;
}

/** A name as one word of a shell: branches may contain what a shell would run. */
function quote(name: string): string {
  return /^[A-Za-z0-9][A-Za-z0-9._/-]*$/.test(name)
    ? name
    : `'${name.replaceAll("'", `'\\''`)}'`;
}
