import { html, type Html } from './html';
import { toPage } from './layout';
import { toCompareLink, toLink } from './links';
import { commitTable, fileTable, tableHead } from './parts';
import type { WebAnswer } from './WebAnswer';
import type { WebRequest } from './WebRequest';

const LAST_COMMITS = 10;

/** A repository: how to clone it, its files, its last commits, its branches. */
export async function repositoryPage(request: WebRequest): Promise<WebAnswer> {
  const { repository, url } = request;
  const { path } = repository;
  const main = await repository.mainBranch();
  const branches = await repository.branches();
  const commit = branches.get(main);
  const body = html`<pre>git clone ${url}/${path}.git</pre>
    <p>
      Everybody may read. Pushing asks for the user <code>o8</code> and the
      token in <code>git.token</code> of the fleet's data folder.
    </p>
    ${commit
      ? html`<h2>Files of ${main}</h2>
          ${fileTable({
            repositoryPath: path,
            ref: main,
            folder: '',
            entries: await repository.entries(commit),
          })}
          <h2>Last commits</h2>
          ${commitTable(path, await repository.commits(commit, LAST_COMMITS))}
          <p><a href="${toLink(path, 'commits', main)}">More commits</a></p>`
      : html`<p>Nothing was pushed to <code>${main}</code> yet.</p>`}
    ${branchList(path, main, [...branches.keys()])}`;
  return toPage({ title: path, body });
}

function branchList(path: string, main: string, branches: string[]): Html {
  const others = branches.filter(branch => branch !== main);
  if (others.length === 0) {
    return html``;
  }
  return html`<h2>Other branches</h2>
    <table>
      ${tableHead('Branch', 'Difference')}
      ${others.map(
        branch =>
          html`<tr>
            <td><a href="${toLink(path, 'tree', branch)}">${branch}</a></td>
            <td>
              ${branches.includes(main)
                ? html`<a href="${toCompareLink(path, main, branch)}"
                    >compare with ${main}</a
                  >`
                : ''}
            </td>
          </tr>`,
      )}
    </table>`;
}
