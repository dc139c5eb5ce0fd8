import { createHash } from 'node:crypto';
import { html, Html, type HtmlValue } from './html';
import type { WebAnswer } from './WebAnswer';

const STYLE = `
:root { color-scheme: light dark; --line: #8885; --soft: #8881; --add: #2a93; --remove: #d333; }
body { font: 15px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 0 auto; padding: 1rem; }
header { border-bottom: 1px solid var(--line); padding-bottom: .5rem; }
h1 { font-size: 1.4rem; overflow-wrap: anywhere; } h2 { font-size: 1.1rem; margin-top: 2rem; }
table { border-collapse: collapse; width: 100%; }
th, td { border-top: 1px solid var(--line); padding: .3rem .6rem .3rem 0; text-align: left; overflow-wrap: anywhere; }
th { border-top: 0; font-size: .85rem; font-weight: 600; }
th:last-child:not(:first-child), td:last-child:not(:first-child) { text-align: right; white-space: nowrap; padding-right: 0; }
td code, time { white-space: nowrap; overflow-wrap: normal; }
pre { background: var(--soft); padding: .7rem; white-space: pre-wrap; overflow-wrap: anywhere; font-size: 13px; }
code, pre { font-family: ui-monospace, monospace; }
.add { background: var(--add); } .remove { background: var(--remove); }
@media (max-width: 600px) {
  thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
  tr { display: block; border-top: 1px solid var(--line); padding: .4rem 0; }
  td { display: block; border: 0; padding: 0; }
  td:last-child:not(:first-child) { text-align: left; }
}
`;

const STYLE_HASH = createHash('sha256').update(STYLE).digest('base64');

const HEADERS = {
  'content-type': 'text/html; charset=utf-8',
  'content-security-policy': `default-src 'none'; style-src 'sha256-${STYLE_HASH}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
};

/** A page of the git host: no scripts, nothing from elsewhere. */
export function toPage(options: {
  title: string;
  body: HtmlValue;
  status?: number;
}): WebAnswer {
  const { title, body, status = 200 } = options;
  const page = html`<!DOCTYPE html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width" />
        <title>${title}</title>
        ${new Html(`<style>${STYLE}</style>`)}
      </head>
      <body>
        <header><a href="/">Git of the demo fleet</a></header>
        <main>
          <h1>${title}</h1>
          ${body}
        </main>
      </body>
    </html> `;
  return { status, headers: HEADERS, body: page.text };
}
