import { findSurprises } from '../__testUtils__';
import { eventsSchema } from './events';

it('eventsSchema takes and refuses what it should, and says why', () => {
  expect(
    findSurprises(eventsSchema, {
      takes: [
        { bus: 'kafka' },
        {
          bus: 'nats',
          publishes: [
            { name: 'calls', subjects: ['calls.*.ended', 'calls.>'] },
          ],
          consumes: [{ module: 'billing', name: 'paid' }],
        },
      ],
      refuses: [
        [
          { publishes: [{ partitions: 0, retention: 'ever' }], consumes: [{}] },
          'bus: must be one of nats, kafka',
          'publishes[0].name: must be text',
          'publishes[0].partitions: must be 1 to 200',
          'publishes[0].retention: is not a length of time such as 15m, 24h or 7d',
          'consumes[0].module: must be text',
          'consumes[0].name: must be text',
        ],
        ...['', '>', '*.a', 'a..b', 'a.>.b', 'a b', 'A'].map(
          (subject): [unknown, string] => [
            { bus: 'nats', publishes: [{ name: 'a', subjects: [subject] }] },
            'publishes[0].subjects[0]: is not a subject such as calls.started',
          ],
        ),
      ],
      hostile: [
        name => ({ bus: 'nats', publishes: [{ name }] }),
        subject => ({
          bus: 'nats',
          publishes: [{ name: 'a', subjects: [`a${subject}`] }],
        }),
      ],
    }),
  ).toEqual([]);
});
