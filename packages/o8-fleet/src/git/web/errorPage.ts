import { html } from './html';
import { toPage } from './layout';
import type { WebAnswer } from './WebAnswer';

const TITLES: Record<number, string> = {
  400: 'That cannot be shown',
  403: 'Not allowed',
  404: 'Not found',
  405: 'Only looking is possible here',
  500: 'Something went wrong',
};

/** What went wrong, in plain words. */
export function errorPage(status: number, message: string): WebAnswer {
  return toPage({
    status,
    title: TITLES[status] ?? TITLES[500],
    body: html`<p>${message}</p>
      <p><a href="/">All repositories</a></p>`,
  });
}
