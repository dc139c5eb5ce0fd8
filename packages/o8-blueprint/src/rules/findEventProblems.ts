import { findRepeated } from './findRepeated';
import { invalid } from './invalid';
import type { SpecRule } from './specParts';

/** Streams and topics: each once, with what their bus knows. */
export const findEventProblems: SpecRule = ({ name, fields: { events } }) => {
  if (!events) {
    return [];
  }
  const { bus, publishes, consumes } = events;
  return [
    ...findRepeated(publishes, entry => entry.name).map(
      ({ entry, index, first }) =>
        invalid(
          ['events', 'publishes', index, 'name'],
          `"${entry.name}" is the name of publishes[${first}] too`,
        ),
    ),
    ...publishes.flatMap(({ subjects, partitions }, index) => {
      const foreign = bus === 'nats' ? { partitions } : { subjects };
      const other = bus === 'nats' ? 'kafka' : 'nats';
      return Object.entries(foreign)
        .filter(([, value]) => value !== undefined)
        .map(([field]) =>
          invalid(
            ['events', 'publishes', index, field],
            `is for "bus: ${other}" only`,
          ),
        );
    }),
    ...findRepeated(consumes, entry => `${entry.module} ${entry.name}`).map(
      ({ index, first }) =>
        invalid(
          ['events', 'consumes', index],
          `is the same as consumes[${first}]`,
        ),
    ),
    ...consumes.flatMap((entry, index) =>
      entry.module === name &&
      !publishes.some(published => published.name === entry.name)
        ? [
            invalid(
              ['events', 'consumes', index, 'name'],
              `"${entry.name}" is not among what the module publishes itself`,
            ),
          ]
        : [],
    ),
  ];
};
