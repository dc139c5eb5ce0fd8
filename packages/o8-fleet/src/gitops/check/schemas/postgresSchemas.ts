import type { z } from 'zod';
import {
  anything,
  fields,
  filled,
  flag,
  integer,
  list,
  oneOf,
  quantities,
  quantity,
  text,
  textMap,
  texts,
} from './fields';

const reference = fields({}, { name: filled });
const ensure = oneOf('present', 'absent');
const reclaimPolicy = oneOf('delete', 'retain');
const storage = fields({
  pvcTemplate: anything,
  resizeInUseVolumes: flag,
  size: quantity,
  storageClass: text,
});
const resources = fields({
  claims: list(anything),
  limits: quantities,
  requests: quantities,
});

/** A Cluster of CloudNativePG, but for its metadata; what is deep in it is not judged. */
export const postgresClusterSchema: z.ZodRawShape = {
  spec: fields(
    {
      affinity: anything,
      backup: anything,
      bootstrap: fields({
        initdb: anything,
        pg_basebackup: anything,
        recovery: anything,
      }),
      certificates: anything,
      description: text,
      enablePDB: flag,
      enableSuperuserAccess: flag,
      env: list(anything),
      envFrom: list(anything),
      ephemeralVolumeSource: anything,
      ephemeralVolumesSizeLimit: anything,
      externalClusters: list(anything),
      failoverDelay: integer,
      imageCatalogRef: anything,
      imageName: text,
      imagePullPolicy: text,
      imagePullSecrets: list(anything),
      inheritedMetadata: fields({ annotations: textMap, labels: textMap }),
      livenessProbeTimeout: integer,
      logLevel: oneOf('error', 'warning', 'info', 'debug', 'trace'),
      managed: anything,
      maxSyncReplicas: integer,
      minSyncReplicas: integer,
      monitoring: anything,
      nodeMaintenanceWindow: anything,
      plugins: list(
        fields(
          { enabled: flag, isWALArchiver: flag, parameters: textMap },
          { name: filled },
        ),
      ),
      podSecurityContext: anything,
      podSelectorRefs: list(anything),
      postgresGID: integer,
      postgresUID: integer,
      postgresql: fields({
        enableAlterSystem: flag,
        extensions: list(anything),
        ldap: anything,
        parameters: textMap,
        pg_hba: texts,
        pg_ident: texts,
        promotionTimeout: integer,
        shared_preload_libraries: texts,
        syncReplicaElectionConstraint: anything,
        synchronous: anything,
      }),
      primaryLease: anything,
      primaryUpdateMethod: oneOf('switchover', 'restart'),
      primaryUpdateStrategy: oneOf('unsupervised', 'supervised'),
      priorityClassName: text,
      probes: anything,
      projectedVolumeTemplate: anything,
      replica: fields(
        {
          enabled: flag,
          minApplyDelay: text,
          primary: text,
          promotionToken: text,
          self: text,
        },
        { source: filled },
      ),
      replicationSlots: anything,
      resources,
      schedulerName: text,
      seccompProfile: anything,
      securityContext: anything,
      serviceAccountName: text,
      serviceAccountTemplate: anything,
      smartShutdownTimeout: integer,
      startDelay: integer,
      stopDelay: integer,
      storage,
      superuserSecret: reference,
      switchoverDelay: integer,
      tablespaces: list(anything),
      topologySpreadConstraints: list(anything),
      walStorage: storage,
    },
    { instances: integer.min(1) },
  ),
};

/** A Database of CloudNativePG, but for its metadata. */
export const databaseSchema: z.ZodRawShape = {
  spec: fields(
    {
      allowConnections: flag,
      builtinLocale: text,
      collationVersion: text,
      connectionLimit: integer,
      databaseReclaimPolicy: reclaimPolicy,
      encoding: text,
      ensure,
      extensions: list(
        fields({ ensure, schema: text, version: text }, { name: filled }),
      ),
      fdws: list(anything),
      icuLocale: text,
      icuRules: text,
      isTemplate: flag,
      locale: text,
      localeCType: text,
      localeCollate: text,
      localeProvider: text,
      schemas: list(fields({ ensure, owner: text }, { name: filled })),
      servers: list(anything),
      tablespace: text,
      template: text,
    },
    { cluster: reference, name: filled, owner: filled },
  ),
};

/** A DatabaseRole of CloudNativePG, but for its metadata. */
export const databaseRoleSchema: z.ZodRawShape = {
  spec: fields(
    {
      bypassrls: flag,
      clientCertificate: fields({ enabled: flag }),
      comment: text,
      connectionLimit: integer,
      createdb: flag,
      createrole: flag,
      databaseRoleReclaimPolicy: reclaimPolicy,
      disablePassword: flag,
      ensure,
      inRoles: texts,
      inherit: flag,
      login: flag,
      passwordSecret: reference,
      replication: flag,
      superuser: flag,
      validUntil: text,
    },
    { cluster: reference, name: filled },
  ),
};

/** A ScheduledBackup of CloudNativePG, but for its metadata. */
export const scheduledBackupSchema: z.ZodRawShape = {
  spec: fields(
    {
      backupOwnerReference: oneOf('none', 'self', 'cluster'),
      immediate: flag,
      method: oneOf('barmanObjectStore', 'volumeSnapshot', 'plugin'),
      online: flag,
      onlineConfiguration: anything,
      pluginConfiguration: fields({ parameters: textMap }, { name: filled }),
      suspend: flag,
      target: oneOf('primary', 'prefer-standby'),
    },
    { cluster: reference, schedule: filled },
  ),
};

const encryption = oneOf('AES256', 'aws:kms');

/** An ObjectStore of the Barman Cloud plugin, but for its metadata. */
export const objectStoreSchema: z.ZodRawShape = {
  spec: fields(
    {
      instanceSidecarConfiguration: fields({
        additionalContainerArgs: texts,
        env: list(anything),
        logLevel: text,
        resources,
        retentionPolicyIntervalSeconds: integer,
      }),
      retentionPolicy: text,
    },
    {
      configuration: fields(
        {
          azureCredentials: anything,
          data: fields({
            additionalCommandArgs: texts,
            compression: oneOf('bzip2', 'gzip', 'lz4', 'snappy'),
            encryption,
            immediateCheckpoint: flag,
            jobs: integer,
            restoreAdditionalCommandArgs: texts,
          }),
          endpointCA: anything,
          endpointURL: text,
          googleCredentials: anything,
          historyTags: textMap,
          s3Credentials: anything,
          serverName: text,
          tags: textMap,
          wal: fields({
            archiveAdditionalCommandArgs: texts,
            compression: oneOf('bzip2', 'gzip', 'lz4', 'snappy', 'xz', 'zstd'),
            encryption,
            maxParallel: integer,
            restoreAdditionalCommandArgs: texts,
          }),
        },
        { destinationPath: filled },
      ),
    },
  ),
};
