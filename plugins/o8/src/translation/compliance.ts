/** Texts of whether rules are kept. */
export const compliance = {
  title: 'Compliance',
  headline: {
    passing: '{{passed}} of {{total}} checks pass',
    failing: '{{failed}} of {{total}} checks fail',
    warning: '{{warned}} of {{total}} checks warn',
    unknown: '{{unknown}} of {{total}} checks could not be answered',
    notPlaced: 'Not placed on any cluster',
    notConfirmed: 'Not confirmed whose it is',
    notRead: 'Not read yet',
  },
  word: {
    passing: 'Passing',
    failing: 'Failing',
    warning: 'Warning',
    unknown: 'Unknown',
    notPlaced: 'Not placed',
    notConfirmed: 'Not confirmed',
    notRead: 'Not read',
  },
  check: {
    'NET-1': 'Default deny (NET-1)',
    'PSS-1': 'Pod Security (PSS-1)',
  },
  expected: {
    'NET-1': 'All traffic that no policy allows is denied, in and out',
    'PSS-1': 'Pod Security "restricted", enforced at a pinned version',
  },
  result: {
    pass: 'Pass',
    fail: 'Fail',
    stale: 'Stale',
    error: 'Could not be checked',
    'not-checked': 'Not checked',
  },
  passed: '{{passed}} of {{total}} placements pass',
  found: {
    denied: 'Traffic is denied by default, in and out',
    ingressOpen: 'Incoming traffic is not denied by default',
    egressOpen: 'Outgoing traffic is not denied by default',
    open: 'No traffic is denied by default',
    restricted: '"restricted" is enforced',
    weaker: 'Only "{{level}}" is enforced',
    unpinned: '"restricted" is enforced, but its version is not pinned',
    unlabelled: 'The Namespace enforces no level',
    noNamespace: 'No Namespace that names this module was read',
    notRead: 'Not read: the source is not readable',
    unsupported: 'The cluster does not have the kind that could answer',
  },
  placement: '{{cluster}}, namespace {{namespace}}',
  reports: {
    title: 'Policy reports',
    pass: '{{pass}} of {{total}} pass',
    fail: '{{fail}} of {{total}} fail',
    warn: '{{warn}} of {{total}} warn',
    error: '{{error}} of {{total}} with errors',
    stale: 'Stale',
    'not-checked': 'Not checked',
    failed: 'Could not be read',
    empty: 'No results',
    counts:
      '{{pass}} pass, {{fail}} fail, {{warn}} warn, {{error}} errors, {{skip}} skipped on {{resources}} objects',
    newest: 'newest result {{age}}',
    state: {
      checked: 'Checked',
      stale: 'Not confirmed',
      stopped: 'Stale: the reports stopped',
      'not-checked': 'Not checked: no policy reports on this cluster',
      error: 'The reports could not be read',
    },
    expected: 'Fresh reports in which every result passes',
  },
  finding: {
    rule: '{{policy}}, {{rule}}',
    fail: 'Fail',
    warn: 'Warn',
    error: 'Error',
    severity: 'severity {{severity}}',
    objects_one: '{{count}} object',
    objects_other: '{{count}} objects',
    expected: 'Passes {{policy}}',
  },
  moreFindings_one: 'and {{count}} more finding',
  moreFindings_other: 'and {{count}} more findings',
  emptyTitle: 'Nothing to check',
  emptyDescription:
    'Which rules this module keeps would be here. It has no Namespace on any cluster that could be read. Label its Namespace "orchestr8.io/module: {{module}}".',
  remedy: {
    'NET-1':
      'Add a NetworkPolicy that selects all pods and allows nothing, for ingress and egress; allow what is needed in policies of its own. The platform side of the module brings one.',
    'PSS-1':
      'Label the Namespace with "pod-security.kubernetes.io/enforce: restricted" and a version. The platform team owns its labels; the pods must fit first.',
    notChecked:
      'Nothing on this cluster can answer. The platform team installs what is missing, or accepts the gap in writing.',
    notReadable:
      'The source behind this check is not readable. Open the line about the clusters below for the reason.',
    reportsStopped:
      'No new results arrive: the platform team checks that the policy engine and its report controller run.',
    reportsError:
      'The policy engine could not judge some objects. The platform team reads its message and corrects the policy.',
    finding:
      'Change in git what the policy names. If it cannot be changed, ask for an exception with an owner and an end.',
  },
} as const;
