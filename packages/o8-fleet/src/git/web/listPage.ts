import { html } from './html';
import { toPage } from './layout';
import { toLink } from './links';
import { tableHead } from './parts';
import type { WebAnswer } from './WebAnswer';

/** All repositories of the host. */
export function listPage(paths: readonly string[]): WebAnswer {
  const body =
    paths.length === 0
      ? html`<p>
          There is no repository yet. The first push to
          <code>/&lt;owner&gt;/&lt;name&gt;.git</code> makes one.
        </p>`
      : html`<table>
          ${tableHead('Repository')}
          ${paths.map(
            path =>
              html`<tr>
                <td><a href="${toLink(path)}">${path}</a></td>
              </tr>`,
          )}
        </table>`;
  return toPage({ title: 'Repositories', body });
}
