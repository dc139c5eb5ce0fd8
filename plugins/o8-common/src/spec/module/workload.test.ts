import { findSurprises } from '../__testUtils__';
import { workloadSchema } from './workload';

it('workloadSchema takes and refuses what it should, and says why', () => {
  expect(
    findSurprises(workloadSchema, {
      takes: [
        { kind: 'worker' },
        { kind: 'job', job: { schedule: '1 2 * * *' } },
        { kind: 'service', runtime: 'java' },
        { kind: 'service', command: ['/a'], args: ['', "b 'c' $(d)"] },
      ],
      refuses: [
        [{}, 'kind: must be one of service, worker, job'],
        [
          {
            kind: 'daemon',
            runtime: 'cobol',
            command: [],
            replicas: 51,
            cpu: 1,
          },
          'kind: must be one of service, worker, job',
          'runtime: must be one of node, python, go, java',
          'command: needs a program',
          'replicas: must be 1 to 50',
          'cpu: is not a field that this version knows',
        ],
        [
          { kind: 'job', job: { timeoutMinutes: 0, retries: 11 } },
          'job.schedule: must be text',
          'job.timeoutMinutes: must be 1 to 10080',
          'job.retries: must be 0 to 10',
        ],
        [
          { kind: 'service', volumes: Array.from({ length: 11 }, () => ({})) },
          'volumes: has more than 10 entries',
        ],
      ],
      hostile: [
        kind => ({ kind }),
        image => ({ kind: 'service', image: `a:1${image}` }),
      ],
    }),
  ).toEqual([]);
});
