import { createHash } from 'node:crypto';
import { html, Html, type HtmlValue } from './html';
import type { WebAnswer } from './WebAnswer';

const STYLE = `
:root { color-scheme: light dark; --line: #8885; --soft: #8881; --add: #2a93; --remove: #d333; }
body { font: 15px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 0 auto; padding: 1rem; }
header { border-bottom: 1px solid var(--line); padding-bottom: .5rem; }
h1 { font-size: 1.4rem; overflow-wrap: anywhere; } h2 { font-size: 1.1rem; margin-top: 2rem; }
table { border-collapse: collapse; width: 100%; }
td { border-top: 1px solid var(--line); padding: .3rem .6rem .3rem 0; overflow-wrap: anywhere; }
td:last-child { text-align: right; white-space: nowrap; }
pre { background: var(--soft); padding: .7rem; overflow-x: auto; font-size: 13px; }
code, pre { font-family: ui-monospace, monospace; }
.add { background: var(--add); } .remove { background: var(--remove); }
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
