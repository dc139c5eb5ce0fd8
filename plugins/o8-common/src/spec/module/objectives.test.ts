import { findSurprises } from '../__testUtils__';
import { complianceSchema, recoverySchema } from './objectives';

it('complianceSchema takes and refuses what it should, and says why', () => {
  expect(
    findSurprises(complianceSchema, {
      takes: [
        {},
        {
          frameworks: ['hipaa', 'soc2'],
          dataClassification: 'phi',
          retentionDays: 3_650,
        },
      ],
      refuses: [
        [{ frameworks: ['soc2', 'soc2'] }, 'frameworks: has an entry twice'],
        [
          {
            frameworks: ['pci'],
            dataClassification: 'secret',
            retentionDays: 0,
          },
          'frameworks[0]: must be one of soc2, hipaa',
          'dataClassification: must be one of public, internal, confidential, phi',
          'retentionDays: must be 1 to 3650',
        ],
      ],
    }),
  ).toEqual([]);
});

it('recoverySchema takes and refuses what it should, and says why', () => {
  expect(
    findSurprises(recoverySchema, {
      takes: [
        {},
        {
          tier: 'critical',
          rpo: '15m',
          rto: '1h',
          schedule: '*/15 * * * *',
          retentionDays: 2,
          drillIntervalDays: 730,
          failover: {
            mode: 'active-passive',
            primary: 'eu-1',
            automatic: false,
          },
        },
      ],
      refuses: [
        [
          {
            tier: 'gold',
            rpo: '0s',
            rto: '-1h',
            retentionDays: 3_651,
            drillIntervalDays: 0,
            failover: { automatic: 'yes' },
            rpoMinutes: 15,
          },
          'tier: must be one of standard, critical',
          'rpo: is not a length of time such as 15m, 24h or 7d',
          'rto: is not a length of time such as 15m, 24h or 7d',
          'retentionDays: must be 1 to 3650',
          'drillIntervalDays: must be 1 to 730',
          'failover.mode: must be one of active-active, active-passive',
          'failover.automatic: must be true or false',
          'rpoMinutes: is not a field that this version knows',
        ],
      ],
      hostile: [rpo => ({ rpo }), primary => ({ failover: { primary } })],
    }),
  ).toEqual([]);
});
