import { createApplication } from '../createApplication';
import { condition, onPlatform } from './createExample';

const API = 'argoproj.io/v1alpha1';

/** What lies beside Argo CD. */
export const argocdExamples = [
  createApplication(),
  onPlatform('argocd', API, 'ApplicationSet', {
    spec: {
      goTemplate: true,
      goTemplateOptions: ['missingkey=error'],
      generators: [
        {
          matrix: {
            generators: [
              {
                git: { repoURL: 'https://git.example.com/apps.git', files: [] },
              },
              { clusters: { selector: { matchLabels: { region: 'eu' } } } },
            ],
          },
        },
      ],
      syncPolicy: {
        applicationsSync: 'create-update',
        preserveResourcesOnDeletion: true,
      },
      template: {
        metadata: { name: '{{ .module }}' },
        spec: { project: '{{ .module }}' },
      },
    },
    status: {
      conditions: [
        condition('ResourcesUpToDate', 'True', 'ApplicationSetUpToDate'),
        condition('ErrorOccurred', 'False', 'ApplicationSetUpToDate'),
      ],
      resources: [
        {
          group: 'argoproj.io',
          version: 'v1alpha1',
          kind: 'Application',
          namespace: 'argocd',
          name: 'billing-eu-1',
          status: 'Synced',
          health: { status: 'Healthy' },
        },
      ],
      resourcesCount: 1,
    },
  }),
  onPlatform('argocd', API, 'AppProject', {
    spec: {
      description: 'The module billing',
      sourceRepos: ['https://git.example.com/billing.git'],
      destinations: [{ name: 'eu-1', namespace: 'billing' }],
      clusterResourceWhitelist: [],
      namespaceResourceWhitelist: [
        { group: '', kind: 'Service' },
        { group: 'apps', kind: 'Deployment' },
      ],
    },
    status: {},
  }),
];
