import { natsSubjects, toVariable } from '../systems/events/names';
import { findRepeated } from './findRepeated';
import { invalid } from './invalid';
import type { SpecParts, SpecRule } from './specParts';

type Events = NonNullable<SpecParts['fields']['events']>;

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
    ...(bus === 'nats' ? findSubjectProblems(events) : []),
    ...findRepeated(consumes, entry => `${entry.module} ${entry.name}`).map(
      ({ index, first }) =>
        invalid(
          ['events', 'consumes', index],
          `is the same as consumes[${first}]`,
        ),
    ),
    ...findVariableProblems(events),
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

/** NATS takes no stream that would store what another one stores: each subject is in one. */
function findSubjectProblems({ publishes }: Events) {
  // Which module it is makes no difference among its own.
  const all = publishes.flatMap((published, index) =>
    natsSubjects('', published).map((subject, at) => ({
      name: published.name,
      index,
      path: published.subjects ? ['subjects', at] : ['name'],
      subject: subject.slice(1),
      tokens: subject.split('.'),
    })),
  );
  return all.flatMap(({ index, name, path, subject, tokens }, place) => {
    const other = all.slice(0, place).find(
      each =>
        // A name that is there twice is told already.
        (each.index === index || each.name !== name) &&
        overlap(each.tokens, tokens),
    );
    return other
      ? [
          invalid(
            ['events', 'publishes', index, ...path],
            `"${subject}" overlaps with "${other.subject}" of publishes[${other.index}]: an event is stored once`,
          ),
        ]
      : [];
  });
}

/** Whether some subject is meant by both: `*` is one part of it, `>` all further ones. */
function overlap(some: string[], others: string[]): boolean {
  const length = Math.max(some.length, others.length);
  for (let at = 0; at < length; at += 1) {
    const [one, other] = [some[at], others[at]];
    if (one === undefined || other === undefined) {
      return false;
    }
    if (one === '>' || other === '>') {
      return true;
    }
    if (one !== other && one !== '*' && other !== '*') {
      return false;
    }
  }
  return true;
}

/** Of two variables with one name a container would have one. */
function findVariableProblems({ consumes }: Events) {
  return findRepeated(consumes, entry =>
    toVariable(entry.module, entry.name),
  ).flatMap(({ entry, index, first }) =>
    // The same twice is told already.
    consumes[first].module === entry.module
      ? []
      : [
          invalid(
            ['events', 'consumes', index],
            `would be the variable "…_${toVariable(
              entry.module,
              entry.name,
            )}" of the container, as consumes[${first}] is: the publisher has to choose another name`,
          ),
        ],
  );
}
