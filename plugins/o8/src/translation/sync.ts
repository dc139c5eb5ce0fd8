/** Texts of what runs where. */
export const sync = {
  title: 'Sync',
  headline: {
    synced: 'Synced in {{synced}} of {{total}}',
    syncedVersion: 'Synced in {{synced}} of {{total}}; {{version}}',
    waitingForImage:
      'Synced in {{synced}} of {{total}}; waiting for the first image',
    progressing: 'Progressing in {{affected}} of {{total}}',
    outOfSync: 'OutOfSync in {{affected}} of {{total}}',
    degraded: 'Degraded in {{affected}} of {{total}}',
    notCompared: 'Cannot be compared in {{affected}} of {{total}}',
    syncFailed: 'Sync failed in {{affected}} of {{total}}',
    skewed: 'Versions differ within an environment: {{versions}}',
    suspended: 'Suspended in {{affected}} of {{total}}',
    unknown: 'Unknown in {{affected}} of {{total}}',
    notDeployed: 'Not deployed',
    notConfirmed: 'Not confirmed whose it is',
    notRead: 'Not read yet',
  },
  word: {
    synced: 'Synced',
    waitingForImage: 'Waiting for image',
    progressing: 'Progressing',
    outOfSync: 'OutOfSync',
    degraded: 'Degraded',
    notCompared: 'Cannot be compared',
    syncFailed: 'Sync failed',
    skewed: 'Versions differ',
    suspended: 'Suspended',
    unknown: 'Unknown',
    notDeployed: 'Not deployed',
    notConfirmed: 'Not confirmed',
    notRead: 'Not read',
  },
  status: '{{sync}}, {{health}}',
  noVersion: 'no version known',
  waitingForImage: 'waiting for the first image',
  deployed: '{{version}}, deployed {{age}}',
  deployedBy: '{{version}}, deployed {{age}} by {{by}}',
  neverDeployed: '{{version}}, no deployment recorded',
  unresolved: '{{destination}} (no configured cluster has this address)',
  boundary: 'Boundary in {{cluster}}',
  boundaryContent: 'Namespace, quota, policies and backups',
  withApplication: '{{cluster}}, {{application}}',
  cause: '{{reason}}: {{message}}',
  emptyTitle: 'No deployment',
  emptyDescription:
    'No Argo CD Application deploys this module. Add one to the App of Apps, and label it "orchestr8.io/module: {{module}}".',
  emptyInZone: 'No Argo CD Application deploys this module.',
  emptyClaimed:
    'No Argo CD Application is what the annotations of this entity claim. Correct "argocd/app-name" or "argocd/app-selector", or add "orchestr8.io/module" with the name that the label of its Namespace has.',
  unknownTitle: 'No deployment known',
  unknownDescription:
    'Where each version of this module runs would be here. No Argo CD Application of it was read, but not every cluster can be asked at present, so there may be one.',
  zone: {
    waiting:
      'Waiting for review, not applied yet, or removed: its entry comes from the branch o8/add-{{module}} of the platform repository. Nothing is deployed before that is merged.',
    noApplication:
      'Its entry in the App of Apps is new and not read yet, was removed, or cannot be applied: look at the root Application of the landing zone {{title}} and into the platform repository.',
    link: 'Open the platform repository',
  },
  remedy: {
    crashLoop:
      'The container starts and ends again and again. Read the log of its last run on the Kubernetes tab; mend what it says, or put the version before it back in git.',
    imagePull:
      'The node cannot pull the image. Check that the tag exists; if it does, the platform team checks that the cluster may read the registry.',
    comparison:
      'Argo CD cannot render or compare the manifests. Mend what the message names in git, and push: Argo CD tries again by itself.',
    syncFailed:
      'The last sync did not end well. Read the message of the failed hook or resource, mend it in git, and sync again.',
    outOfSync:
      'What runs differs from git. Sync, so that the cluster is what git says, or bring the change into git.',
    degraded:
      'A resource of the Application is not well. Open it on the Kubernetes tab and read its events.',
    missing:
      'Resources that git lists are not on the cluster. Sync the Application.',
    suspended: 'It was paused. Resume it in Argo CD when its cause is over.',
  },
} as const;
