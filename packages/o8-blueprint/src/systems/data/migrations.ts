import { annotated } from '../../emitters/annotations';
import { moduleLabels, selectorLabels } from '../../emitters/labels';
import { toEnv } from '../../emitters/module/env';
import { moduleImage } from '../../emitters/module/image';
import type { Emitter, ModuleContext } from '../../emitters/types';
import { connectionEnv, connectionVolumes } from './connection';
import { migrationsName } from './names';
import { databaseOf, isFollower } from './topology';

/** As the workload: neither root nor the proxy of Istio. */
const USER_ID = 10_001;
const TIMEOUT_SECONDS = 15 * 60;

/**
 * What changes the schema before a new version runs. Before everything else of the
 * module's repository, so that it can rely on nothing of it: neither on its
 * ServiceAccount nor on its secrets. The password comes with the boundary.
 */
export const migrations: Emitter<ModuleContext> = {
  file: () => 'migrations.yaml',
  home: 'module',
  kinds: [{ group: 'batch', kind: 'Job' }],
  emit: context => {
    const { metadata } = context.spec;
    if (!databaseOf(context)?.migrations || !runsHere(context)) {
      return [];
    }
    const name = migrationsName(metadata.name);
    const labels = { ...selectorLabels(name), ...moduleLabels(metadata.name) };
    return [
      {
        apiVersion: 'batch/v1',
        kind: 'Job',
        metadata: {
          name,
          labels,
          annotations: {
            'argocd.argoproj.io/hook': 'PreSync',
            // The last one stays to be read.
            'argocd.argoproj.io/hook-delete-policy': 'BeforeHookCreation',
          },
        },
        spec: {
          backoffLimit: 2,
          activeDeadlineSeconds: TIMEOUT_SECONDS,
          template: {
            metadata: { labels, ...annotated(toMesh(context)) },
            spec: toPodSpec(context),
          },
        },
      },
    ];
  },
};

/** Where a cluster follows another one nothing can be written. */
function runsHere(context: ModuleContext): boolean {
  const { at, placements } = context;
  const hasFollowers = placements.some(each => isFollower(context, each));
  // In the base if it is for all overlays, otherwise in those that it is for.
  return at ? !isFollower(context, at) : !hasFollowers;
}

/** A proxy beside the container would never let it end. */
function toMesh({ zone }: ModuleContext): Record<string, string> {
  return zone.spec.mesh.mode === 'sidecar'
    ? { 'sidecar.istio.io/nativeSidecar': 'true' }
    : {};
}

function toPodSpec(context: ModuleContext): object {
  const { spec, zone } = context;
  const { workload, data } = spec.spec;
  const { cpu, memory, memoryLimit } = workload.resources;
  const certificates = connectionVolumes(context);
  return {
    automountServiceAccountToken: false,
    enableServiceLinks: false,
    restartPolicy: 'Never',
    securityContext: {
      runAsNonRoot: true,
      runAsUser: USER_ID,
      runAsGroup: USER_ID,
      fsGroup: USER_ID,
      seccompProfile: { type: 'RuntimeDefault' },
    },
    containers: [
      {
        name: 'migrations',
        image: moduleImage(zone, spec.metadata.name),
        command: data?.postgresql?.migrations?.command,
        env: [...connectionEnv(context), ...toEnv(workload)],
        resources: {
          requests: { cpu, memory },
          limits: { memory: memoryLimit },
        },
        securityContext: {
          allowPrivilegeEscalation: false,
          readOnlyRootFilesystem: true,
          capabilities: { drop: ['ALL'] },
        },
        volumeMounts: [
          { name: 'tmp', mountPath: '/tmp' },
          ...certificates.map(({ mount }) => mount),
        ],
      },
    ],
    volumes: [
      { name: 'tmp', emptyDir: { sizeLimit: '64Mi' } },
      ...certificates.map(({ volume }) => volume),
    ],
  };
}
