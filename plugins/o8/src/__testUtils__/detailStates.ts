import type { ModuleDetail } from '@orchestr8/backstage-plugin-o8-common';
import {
  createCheck,
  createComplianceState,
  createFinding,
  createReport,
} from './createComplianceState';
import {
  createFacet,
  createModuleDetail,
  createSources,
} from './createModuleDetail';
import {
  createProtection,
  createRecoveryState,
  createVeleroObject,
} from './createRecoveryState';
import {
  createCrashingDeployment,
  createDeployment,
  createSyncState,
} from './createSyncState';
import { minutesAgo } from './times';

/** One cluster does not answer; nothing that is about it may look well. */
export function createPartialDetail(): ModuleDetail {
  const sources = createSources({
    'us-1': {
      state: 'failed',
      since: minutesAgo(12),
      message: 'The cluster cannot be reached: connection refused',
    },
  });
  return createModuleDetail({
    facets: {
      sync: createFacet(
        createSyncState(
          [
            createDeployment('us-1', { fresh: false, verdict: 'unknown' }),
            createDeployment('eu-1'),
            createDeployment('stage-1'),
          ],
          {
            verdict: 'unknown',
            headline: { code: 'unknown', params: { count: 1, total: 3 } },
          },
        ),
        sources,
      ),
      compliance: createFacet(
        createComplianceState(['eu-1', 'us-1', 'stage-1'], {
          verdict: 'unknown',
          headline: { code: 'unknown', params: { unknown: 100, total: 294 } },
          checks: [
            createCheck('NET-1', 'us-1', {
              result: 'stale',
              found: 'notRead',
            }),
            createCheck('NET-1', 'eu-1'),
            createCheck('NET-1', 'stage-1'),
            createCheck('PSS-1', 'us-1', {
              result: 'not-checked',
              found: 'unsupported',
              evidence: [],
              evidenceAt: null,
            }),
            createCheck('PSS-1', 'eu-1'),
          ],
          reports: [
            createReport('us-1', { state: 'stale' }),
            createReport('eu-1'),
          ],
        }),
        sources,
      ),
      recovery: createFacet(
        createRecoveryState(
          [
            createProtection('us-1', {
              fresh: false,
              verdict: 'unknown',
              newestGood: null,
              schedule: null,
              evidenceAt: null,
              problems: [
                { code: 'notRead', message: null, object: null, since: null },
              ],
            }),
            createProtection('stage-1', {
              verdict: 'unknown',
              newestGood: null,
              schedule: null,
              problems: [
                {
                  code: 'unsupported',
                  message: null,
                  object: null,
                  since: null,
                },
              ],
            }),
            createProtection('eu-1'),
          ],
          {
            verdict: 'unknown',
            headline: { code: 'unknown', params: {} },
          },
        ),
        sources,
      ),
    },
  });
}

/** Trouble in every facet. */
export function createTroubledDetail(): ModuleDetail {
  return createModuleDetail({
    facets: {
      sync: createFacet(
        createSyncState([
          createCrashingDeployment('us-1'),
          createDeployment('eu-1', {
            verdict: 'attention',
            sync: 'OutOfSync',
            cause: {
              type: 'drift',
              reason: 'OutOfSync',
              message: '2 of 31 resources differ from git',
              object: null,
              since: minutesAgo(80),
            },
          }),
          createDeployment('stage-1', {
            verdict: 'busy',
            health: 'Progressing',
            version: 'v1.15.0-rc.1',
            deployedAt: minutesAgo(3),
          }),
        ]),
      ),
      compliance: createFacet(
        createComplianceState([], {
          verdict: 'bad',
          headline: { code: 'failing', params: { failed: 5, total: 218 } },
          checks: [
            createCheck('NET-1', 'us-1', {
              result: 'fail',
              found: 'egressOpen',
            }),
            createCheck('NET-1', 'eu-1'),
            createCheck('PSS-1', 'us-1', {
              result: 'fail',
              found: 'weaker',
              params: { level: 'baseline' },
            }),
            createCheck('PSS-1', 'eu-1'),
          ],
          reports: [
            createReport('us-1', {
              fail: 3,
              findings: [
                createFinding('us-1'),
                createFinding('us-1', {
                  policy: 'require-probes',
                  rule: 'liveness',
                  severity: 'medium',
                  message: 'The container "worker" has no liveness probe.',
                }),
                createFinding('us-1', {
                  policy: 'limit-memory',
                  rule: 'limits',
                  result: 'warn',
                  severity: null,
                  message: 'The container "api" has no memory limit.',
                }),
              ],
            }),
            createReport('eu-1', { state: 'stale' }),
          ],
        }),
      ),
      recovery: createFacet(
        createRecoveryState(
          [
            createProtection('us-1', {
              verdict: 'bad',
              newestGood: {
                backup: createVeleroObject('us-1', 'Backup', 'voicefuse-old'),
                startedAt: minutesAgo(600),
                completedAt: minutesAgo(590),
                expiresAt: null,
              },
              problems: [
                {
                  code: 'rpoBreached',
                  message: null,
                  object: null,
                  since: minutesAgo(540),
                },
                {
                  code: 'storageUnavailable',
                  message: 'rpc error: AccessDenied while listing the bucket',
                  object: createVeleroObject(
                    'us-1',
                    'BackupStorageLocation',
                    'default',
                  ),
                  since: minutesAgo(560),
                },
              ],
            }),
            createProtection('stage-1', {
              verdict: 'attention',
              schedule: {
                object: createVeleroObject('stage-1', 'Schedule', 'voicefuse'),
                cron: '0 * * * *',
                paused: true,
              },
              problems: [
                {
                  code: 'schedulePaused',
                  message: null,
                  object: null,
                  since: null,
                },
              ],
            }),
            createProtection('eu-1'),
          ],
          {
            headline: {
              code: 'rpoBreached',
              params: { at: minutesAgo(600) },
            },
          },
        ),
      ),
    },
  });
}

/** A module that is on no cluster. */
export function createUnplacedDetail(): ModuleDetail {
  return createModuleDetail({
    binding: 'unbound',
    clusters: [],
    facets: {
      sync: createFacet(
        createSyncState([], { headline: { code: 'notDeployed', params: {} } }),
      ),
      compliance: createFacet(
        createComplianceState([], {
          verdict: 'unknown',
          headline: { code: 'notPlaced', params: {} },
        }),
      ),
      recovery: createFacet(
        createRecoveryState([], {
          headline: { code: 'notPlaced', params: {} },
        }),
      ),
    },
  });
}
