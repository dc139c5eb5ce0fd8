import type { Commit, TreeEntry } from '../repositories';
import type { GitOutput } from '../program';
import { html, type Html } from './html';
import { toLink } from './links';

const SHORT_ID_LENGTH = 10;

/** A time as people read it; always UTC. */
function toTime(date: Date): Html {
  const iso = date.toISOString();
  const text = `${iso.slice(0, 10)} ${iso.slice(11, 16)} UTC`;
  return html`<time datetime="${iso}">${text}</time>`;
}

/** The header row of a table. */
export function tableHead(...names: string[]): Html {
  return html`<thead>
    <tr>
      ${names.map(name => html`<th scope="col">${name}</th>`)}
    </tr>
  </thead>`;
}

/** Commits, the newest first. */
export function commitTable(
  repositoryPath: string,
  commits: readonly Commit[],
): Html {
  return html`<table>
    ${tableHead('Commit', 'Subject', 'Author', 'Time')}
    ${commits.map(
      ({ id, subject, author, committedAt }) =>
        html`<tr>
          <td>
            <a href="${toLink(repositoryPath, 'commit', id)}"
              ><code>${id.slice(0, SHORT_ID_LENGTH)}</code></a
            >
          </td>
          <td>${subject}</td>
          <td>${author}</td>
          <td>${toTime(committedAt)}</td>
        </tr>`,
    )}
  </table>`;
}

/** The files and folders of a folder; folders first. */
export function fileTable(options: {
  repositoryPath: string;
  ref: string;
  folder: string;
  entries: readonly TreeEntry[];
}): Html {
  const { repositoryPath, ref, folder, entries } = options;
  const rank = ({ type }: TreeEntry) => (type === 'tree' ? 0 : 1);
  const sorted = [...entries].sort((a, b) => rank(a) - rank(b));
  return html`<table>
    ${tableHead('Name', 'Size')}
    ${sorted.map(({ name, type, sizeBytes }) => {
      const page = type === 'tree' ? 'tree' : 'raw';
      const path = folder ? `${folder}/${name}` : name;
      const label = type === 'tree' ? `${name}/` : name;
      return html`<tr>
        <td>
          <a href="${toLink(repositoryPath, page, ref, path)}">${label}</a>
        </td>
        <td>${sizeBytes === undefined ? '' : `${sizeBytes} bytes`}</td>
      </tr>`;
    })}
  </table>`;
}

/** A diff with its lines coloured. */
export function diffBlock({ text, isWhole }: GitOutput): Html {
  const lines = text.toString('utf8').replace(/\n$/, '').split('\n');
  return html`<pre>${lines.map(line => html`${toDiffLine(line)}${'\n'}`)}</pre>
    ${isWhole
      ? ''
      : html`<p>
          There is more than can be shown here: clone the repository.
        </p>`}`;
}

function toDiffLine(line: string): Html {
  if (/^\+(?!\+\+ )/.test(line)) {
    return html`<span class="add">${line}</span>`;
  }
  if (/^-(?!-- )/.test(line)) {
    return html`<span class="remove">${line}</span>`;
  }
  return html`${line}`;
}
