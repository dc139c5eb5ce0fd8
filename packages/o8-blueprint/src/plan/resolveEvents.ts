import type {
  LandingZone,
  ModuleSpec,
  Problem,
} from '@orchestr8/backstage-plugin-o8-common';
import type { ModuleContext } from '../emitters/types';
import type { Surroundings } from '../systems/System';
import { findMissingPlaces, findUnaccepted } from './resolveCallee';

type Consumer = Pick<ModuleContext, 'spec' | 'zone' | 'placements'>;
type Events = NonNullable<ModuleSpec['spec']['events']>;

/** What of the streams and topics that a module reads can be said. */
export interface EventSources {
  problems: Problem[];
  /** What could not be checked, as sentences. */
  notes: string[];
}

/**
 * Whether what a module reads is there: published by an approved module on the same bus,
 * on each of its clusters, by an owner who accepts it.
 */
export function resolveEvents(
  consumer: Consumer,
  surroundings: Surroundings,
): EventSources {
  const { spec } = consumer;
  const { platform } = surroundings;
  const consumes = spec.spec.events?.consumes ?? [];
  const unchecked: string[] = [];
  const problems = consumes.flatMap((entry, index) => {
    // What it publishes itself is judged by the spec alone.
    if (entry.module === spec.metadata.name) {
      return [];
    }
    const publisher = platform?.modules.find(
      each => each.spec.metadata.name === entry.module,
    )?.spec;
    if (!publisher && (!platform || platform.isPartial)) {
      unchecked.push(`${entry.module}.${entry.name}`);
      return [];
    }
    return findSourceProblems(consumer, index, {
      publisher,
      zones: surroundings.zones ?? [],
    });
  });
  const notes =
    unchecked.length > 0
      ? [
          `Not checked without the platform repository: whether these streams and topics are there and their owners accept the module: ${unchecked.join(
            ', ',
          )}`,
        ]
      : [];
  return { problems, notes };
}

/** What is against one entry of `consumes`. */
export function findSourceProblems(
  { spec, zone, placements }: Consumer,
  index: number,
  {
    publisher,
    zones,
  }: { publisher?: ModuleSpec; zones: readonly LandingZone[] },
): Problem[] {
  const { bus, consumes } = spec.spec.events as Events;
  const { module, name } = consumes[index];
  const at = `spec.events.consumes[${index}]`;
  if (!publisher) {
    return [
      refused(
        `${at}.module`,
        `"${module}" is no module of the platform repository: it has to be approved first`,
      ),
    ];
  }
  const { events } = publisher.spec;
  const names = (events?.publishes ?? []).map(each => each.name);
  if (!names.includes(name)) {
    const known = names.length > 0 ? names.join(', ') : 'nothing';
    return [
      refused(
        `${at}.name`,
        `"${name}" is not published by "${module}", which publishes ${known}`,
      ),
    ];
  }
  const home = [zone, ...zones].find(
    ({ metadata }) => metadata.name === publisher.spec.landingZone,
  );
  return [
    ...(events?.bus === bus
      ? findBusProblems(bus, zone, home)
      : [`publishes on ${events?.bus}, not on ${bus}`]),
    ...findUnaccepted(spec, publisher),
    ...findMissingPlaces(publisher, home, { placements }),
  ].map(message => refused(`${at}.module`, `"${module}" ${message}`));
}

/** Two landing zones may have buses of their own on one cluster. */
function findBusProblems(
  bus: Events['bus'],
  zone: LandingZone,
  home: LandingZone | undefined,
): string[] {
  const placeOf = ({ spec: { events } }: LandingZone) =>
    bus === 'nats'
      ? [events?.nats?.namespace, events?.nats?.account]
      : [events?.kafka?.namespace, events?.kafka?.cluster];
  return !home || placeOf(home).join(' ') === placeOf(zone).join(' ')
    ? []
    : [
        `is in the landing zone "${home.metadata.name}", which has another ${bus}`,
      ];
}

function refused(path: string, message: string): Problem {
  return { path, message, kind: 'refused' };
}
