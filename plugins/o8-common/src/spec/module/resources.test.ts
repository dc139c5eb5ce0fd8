import { findSurprises } from '../__testUtils__';
import {
  autoscalingSchema,
  envSchema,
  replicasSchema,
  resourcesSchema,
} from './resources';

it('resourcesSchema takes and refuses what it should, and says why', () => {
  expect(
    findSurprises(resourcesSchema, {
      takes: [{}, { cpu: '2', memory: '1Gi', memoryLimit: '1024Mi' }],
      refuses: [
        [
          { cpu: 1, memory: '1', limit: '2Gi' },
          'cpu: must be text',
          'memory: is not an amount of memory such as 128Mi or 4Gi',
          'limit: is not a field that this version knows',
        ],
        [
          { memory: '512Mi' },
          'memoryLimit: is less than the memory that is requested (512Mi)',
        ],
      ],
    }),
  ).toEqual([]);
});

it('replicasSchema takes and refuses what it should, and says why', () => {
  expect(
    findSurprises(replicasSchema, {
      takes: [1, 50],
      refuses: [
        [0, 'must be 1 to 50'],
        [51, 'must be 1 to 50'],
        [1.5, 'must be a whole number'],
        ['2', 'must be a number'],
      ],
    }),
  ).toEqual([]);
});

it('autoscalingSchema takes and refuses what it should, and says why', () => {
  expect(
    findSurprises(autoscalingSchema, {
      takes: [
        { minReplicas: 1, maxReplicas: 1, cpuPercent: 10 },
        { minReplicas: 2, maxReplicas: 50, memoryPercent: 95 },
      ],
      refuses: [
        [
          { minReplicas: 3, maxReplicas: 2 },
          'maxReplicas: must be at least minReplicas (3)',
          'needs cpuPercent, memoryPercent or both',
        ],
        [
          { minReplicas: 0, maxReplicas: 51, cpuPercent: 96, memoryPercent: 9 },
          'minReplicas: must be 1 to 50',
          'maxReplicas: must be 1 to 50',
          'cpuPercent: must be 10 to 95',
          'memoryPercent: must be 10 to 95',
        ],
      ],
    }),
  ).toEqual([]);
});

it('envSchema takes and refuses what it should, and says why', () => {
  expect(
    findSurprises(envSchema, {
      takes: [
        {},
        { A: '', _b1: 'ünï "x" \'y\' $(A) {{ z }}' },
        { ['A'.repeat(128)]: 'x' },
      ],
      refuses: [
        [{ A: 1 }, 'A: must be text; numbers and booleans need quotes'],
        [{ A: true }, 'A: must be text; numbers and booleans need quotes'],
        [{ A: 'x'.repeat(4_097) }, 'A: is longer than 4096 characters'],
        [{ A: 'a\nb' }, 'A: must be one line without control characters'],
        [{ A: 'a\0b' }, 'A: must be one line without control characters'],
        ...['1A', 'A-B', 'A B', 'A.B', '', 'A'.repeat(129)].map(
          (name): [unknown, RegExp] => [
            { [name]: 'x' },
            /is not the name of an environment variable/,
          ],
        ),
        [[], 'must be an object with fields'],
      ],
      hostile: [text => ({ [`A${text}`]: 'x' })],
    }),
  ).toEqual([]);
});
