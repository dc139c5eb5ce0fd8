/** Texts of the parts that all cards and pages share. */
export const common = {
  age: {
    ago: '{{duration}} ago',
    for: 'for {{duration}}',
    sinceNow: 'since just now',
    justNow: 'just now',
    unknown: 'at an unknown time',
  },
  duration: {
    minute: '{{count}} min',
    hour: '{{count}} h',
    day_one: '{{count}} day',
    day_other: '{{count}} days',
  },
  error: {
    tryAgain: 'Try again',
  },
  verdict: {
    good: 'Good',
    busy: 'In progress',
    attention: 'Needs attention',
    bad: 'Failed',
    unknown: 'Unknown',
  },
  evidence: {
    label: 'Evidence',
    remedy: 'What to do',
    object: 'Object',
    noObject: 'No such object exists',
    objectName: '{{kind}} {{name}}',
    onCluster: '{{apiVersion}} on {{cluster}}',
    cluster: 'Cluster',
    at: 'Seen',
    since: 'Since',
    expected: 'Expected',
    found: 'Found',
    message: 'Message',
    revision: 'Revision',
  },
  card: {
    loading: 'Loading {{title}}',
    asOf: 'as of {{age}}',
    asOfUnknown: 'not confirmed',
    moreRows_one: 'and {{count}} more in the same state or better',
    moreRows_other: 'and {{count}} more in the same state or better',
    judged: 'Last judged {{age}}',
    allModules: 'All modules',
    errorTitle: 'This could not be loaded',
    errorDescription:
      '{{message}}. What the catalog says about this entity is not affected.',
    refreshFailed:
      'Could not be refreshed: {{message}}. Shown is what was known {{age}}.',
    notKnownTitle: 'Not known as a module yet',
    notKnownDescription:
      'What the clusters say about this module would be here. The backend has not read this entity from the catalog yet, or you may not see it. Wait a few minutes and try again.',
    unbound:
      'Nothing on any cluster carries the name "{{module}}". Label its Namespace "orchestr8.io/module: {{module}}", or correct the annotation of this entity.',
    claimed:
      'Claimed by annotations of this entity only: nothing on the clusters says whose it is. It is shown, and proves nothing.',
    claimedNothing:
      'Nothing on any cluster is what the annotations of this entity claim.',
    claimConflict:
      'What this entity claims is somebody else’s on the clusters, or somebody else claims it too.',
    notConfirmedTitle: 'Not confirmed',
    notConfirmedDescription:
      'What only annotations of an entity claim is no evidence. It is judged once its Namespace has the label "orchestr8.io/module", and this entity, and no other, the annotation of that name.',
    beforeDeployed: 'Nothing to judge before it is deployed.',
    conflict:
      'Also claimed by {{others}}. Only one entity can be the module "{{module}}": remove the annotation "orchestr8.io/module" from the others.',
  },
  binding: {
    claimed_one: '{{count}} object that is only claimed',
    claimed_other: '{{count}} objects that are only claimed',
    conflict_one: '{{count}} object in conflict',
    conflict_other: '{{count}} objects in conflict',
    problem_one: '{{count}} annotation that claims nothing',
    problem_other: '{{count}} annotations that claim nothing',
    list: 'What the binding rests on',
    onCluster: 'on {{cluster}}',
    more_one: 'and {{count}} more object',
    more_other: 'and {{count}} more objects',
    object: {
      claimed: 'only an annotation of this entity says so',
      ownLabel:
        'its label names another module than its Namespace; remove that label',
      otherModule: 'the platform says that it belongs to another module',
      otherClaim: 'another entity claims it too',
      platform: 'nobody can claim what is in this namespace',
    },
    annotation: {
      both: 'not together with "argocd/app-name"',
      selector: 'not a label selector, or one that means nearly everything',
      cluster: 'no cluster of that name is configured',
      name: 'not a valid name',
      nothing: 'nothing is there, or nothing that is not somebody else’s',
    },
  },
  sources: {
    wereFresh_one: '{{count}} cluster answered, and it was fresh',
    wereFresh_other: 'All {{count}} clusters were fresh',
    allFresh_one: '{{count}} cluster answered, and it is fresh',
    allFresh_other: 'All {{count}} clusters are fresh',
    partial_one: '{{fresh}} of {{count}} cluster answered',
    partial_other: '{{fresh}} of {{count}} clusters answered',
    none: 'No cluster is configured',
    failed: '{{cluster}} since {{time}}: {{reason}}',
    unreachable: 'unreachable',
    sourceFailed:
      '{{cluster}}: {{source}} not readable since {{time}}: {{reason}}',
    stale: '{{cluster}} not confirmed since {{time}}',
    neverRead: '{{cluster}} not read yet',
    unsupported: '{{cluster}}: {{source}} not installed',
    more: '{{more}} more',
    connection: 'Connection',
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
} as const;
