import { createTranslationRef } from '@backstage/frontend-plugin-api';

/**
 * The texts of the plugin.
 *
 * @public
 */
export const o8TranslationRef = createTranslationRef({
  id: 'plugin.o8',
  messages: {
    age: {
      ago: '{{duration}} ago',
      for: 'for {{duration}}',
      justNow: 'just now',
      unknown: 'at an unknown time',
    },
    duration: {
      moment: 'a moment',
      minute: '{{count}} min',
      hour: '{{count}} h',
      day_one: '{{count}} day',
      day_other: '{{count}} days',
    },
    error: {
      tryAgain: 'Try again',
    },
    sourcesCard: {
      title: 'Clusters behind this page',
      loading: 'Loading the clusters',
      answered_one: '{{fresh}} of {{count}} cluster is up to date',
      answered_other: '{{fresh}} of {{count}} clusters are up to date',
      neverRead_one: '{{count}} cluster, not read yet',
      neverRead_other: '{{count}} clusters, none read yet',
      more_one: 'and {{count}} more cluster in the same state or better',
      more_other: 'and {{count}} more clusters in the same state or better',
      checked: 'Asked',
      emptyTitle: 'No clusters configured',
      emptyDescription:
        'What your clusters say about this module would be here. List them under "o8.clusters" in the app configuration.',
      errorTitle: 'The clusters could not be loaded',
    },
    sourceState: {
      fresh: 'Fresh',
      stale: 'Stale',
      failed: 'Failed',
      unsupported: 'Not installed',
      neverRead: 'Not read yet',
    },
  },
});
