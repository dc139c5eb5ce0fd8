import { z } from 'zod';
import { bindShared } from '../bindShared';
import { createSource } from '../createSource';
import { looseName, looseObject, looseRecord } from '../loose';
import { toTime } from '../toTime';

const MAX_SERVERS = 10;

/** What is kept of an ObjectStore: `barman.store`. */
export type ObjectStoreValue = {
  /** Such as `30d`; null keeps all for ever. */
  retention: string | null;
  /** To which times each server can be brought back. */
  servers: {
    name: string;
    firstRecoverableAt: string | null;
    lastBackupAt: string | null;
    lastFailureAt: string | null;
  }[];
};

const storeSchema = looseObject({
  spec: looseObject({ retentionPolicy: looseName }),
  status: looseObject({
    serverRecoveryWindow: looseRecord(
      z.object({
        firstRecoverabilityPoint: looseName,
        lastSuccessfulBackupTime: looseName,
        lastFailedBackupTime: looseName,
      }),
    ),
  }),
});

/** Where the Barman plugin keeps backups and WAL, and how far back that reaches. */
export const barmanSource = createSource({
  id: 'barman',
  reach: 'anywhere',
  readings: [
    {
      group: 'barmancloud.cnpg.io',
      kind: 'ObjectStore',
      plural: 'objectstores',
      fact: 'store',
      read(object, context) {
        const { spec, status } = storeSchema.parse(object);
        const value: ObjectStoreValue = {
          retention: spec.retentionPolicy ?? null,
          servers: status.serverRecoveryWindow
            .slice(0, MAX_SERVERS)
            .map(([name, window]) => ({
              name,
              firstRecoverableAt: toTime(window.firstRecoverabilityPoint),
              lastBackupAt: toTime(window.lastSuccessfulBackupTime),
              lastFailureAt: toTime(window.lastFailedBackupTime),
            })),
        };
        return { ...bindShared(object, context), value };
      },
    },
  ],
});
