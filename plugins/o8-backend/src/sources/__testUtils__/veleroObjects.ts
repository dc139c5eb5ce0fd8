import type { JsonObject } from '@backstage/types';
import { createObject } from './createObject';
import { minutesAgo } from './time';

/** A Backup of `billing` that began 30 minutes ago and is good. */
export function createBackup(
  options: {
    name?: string;
    startedMinutesAgo?: number;
    metadata?: { creationTimestamp?: string; deletionTimestamp?: string };
    spec?: JsonObject;
    status?: JsonObject;
  } = {},
) {
  const { name = 'billing-1', startedMinutesAgo = 30 } = options;
  return createObject({
    apiVersion: 'velero.io/v1',
    kind: 'Backup',
    metadata: {
      name,
      namespace: 'velero',
      creationTimestamp: minutesAgo(startedMinutesAgo),
      labels: { 'velero.io/schedule-name': 'billing' },
      ...options.metadata,
    },
    spec: {
      includedNamespaces: ['billing'],
      storageLocation: 'default',
      ...options.spec,
    },
    status: {
      phase: 'Completed',
      startTimestamp: minutesAgo(startedMinutesAgo),
      completionTimestamp: minutesAgo(startedMinutesAgo - 1),
      expiration: minutesAgo(startedMinutesAgo - 3_600),
      progress: { totalItems: 42, itemsBackedUp: 42 },
      hookStatus: {},
      ...options.status,
    },
  });
}

/** A Schedule of `billing` that runs. */
export function createSchedule(
  options: {
    name?: string;
    spec?: JsonObject;
    template?: JsonObject;
    status?: JsonObject;
  } = {},
) {
  return createObject({
    apiVersion: 'velero.io/v1',
    kind: 'Schedule',
    metadata: {
      name: options.name ?? 'billing',
      namespace: 'velero',
      creationTimestamp: minutesAgo(10_000),
    },
    spec: {
      schedule: '15 * * * *',
      template: {
        includedNamespaces: ['billing'],
        storageLocation: 'default',
        ...options.template,
      },
      ...options.spec,
    },
    status: {
      phase: 'Enabled',
      lastBackup: minutesAgo(30),
      ...options.status,
    },
  });
}

/** The default storage location, looked at a minute ago. */
export function createStorage(
  options: { name?: string; spec?: JsonObject; status?: JsonObject } = {},
) {
  return createObject({
    apiVersion: 'velero.io/v1',
    kind: 'BackupStorageLocation',
    metadata: { name: options.name ?? 'default', namespace: 'velero' },
    spec: {
      default: true,
      accessMode: 'ReadWrite',
      validationFrequency: '1m0s',
      ...options.spec,
    },
    status: {
      phase: 'Available',
      lastValidationTime: minutesAgo(1),
      ...options.status,
    },
  });
}
