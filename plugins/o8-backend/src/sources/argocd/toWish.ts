import { cutMessage } from '../cutMessage';
import { withoutCredentials } from '../withoutCredentials';
import type { ApplicationValue } from './applicationFact';
import type { Application } from './applicationSchema';

const MAX_SOURCES = 5;
const MAX_CONDITIONS = 8;

/** What an Application is asked to do. */
export function toWish({
  spec,
}: Application): Pick<ApplicationValue, 'project' | 'sources' | 'automated'> {
  const { project, source, sources, syncPolicy } = spec;
  const { automated } = syncPolicy;
  // Argo CD itself takes `sources` where both are given.
  const from = sources.length ? sources : [source];
  return {
    project: project ?? null,
    sources: from
      .slice(0, MAX_SOURCES)
      .flatMap(({ repoURL, targetRevision, path, chart }) =>
        repoURL === undefined
          ? []
          : [
              {
                repo: withoutCredentials(repoURL),
                revision: targetRevision ?? null,
                path: path ?? chart ?? null,
              },
            ],
      ),
    automated:
      automated && automated.enabled !== false
        ? {
            prune: automated.prune === true,
            selfHeal: automated.selfHeal === true,
          }
        : null,
  };
}

/** What Argo CD warns of, in an order that does not change from look to look. */
export function toWarnings(
  conditions: Application['status']['conditions'],
): ApplicationValue['conditions'] {
  return conditions
    .map(({ type, message }) => ({
      type,
      message: cutMessage(message),
    }))
    .sort((a, b) => (toText(a) < toText(b) ? -1 : 1))
    .slice(0, MAX_CONDITIONS);
}

function toText({ type, message }: ApplicationValue['conditions'][number]) {
  return `${type} ${message ?? ''}`;
}
