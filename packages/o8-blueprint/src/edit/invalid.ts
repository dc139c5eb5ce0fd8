import type { Problem } from '@orchestr8/backstage-plugin-o8-common';

/** A file that cannot be read or edited, and why. */
export function invalid(...messages: string[]): {
  ok: false;
  problems: Problem[];
} {
  return {
    ok: false,
    problems: messages.map(message => ({ path: '', message, kind: 'invalid' })),
  };
}
