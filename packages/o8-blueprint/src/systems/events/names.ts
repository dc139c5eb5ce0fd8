import type { ModuleSpec } from '@orchestr8/backstage-plugin-o8-common';

type Events = NonNullable<ModuleSpec['spec']['events']>;

/** A stream or topic that a module publishes. */
export type Published = Events['publishes'][number];

/** A stream or topic that a module reads. */
export type Consumed = Events['consumes'][number];

/**
 * What a stream or topic is called on its bus and in Kubernetes. No name of a module
 * contains a dot, so that no two modules have one in common.
 */
export function topicName(module: string, name: string): string {
  return `${module}.${name}`;
}

/**
 * What NATS calls a stream: it takes no dots. Neither part contains `_`, which keeps
 * the names of all modules apart.
 */
export function natsStream(module: string, name: string): string {
  return `${module}_${name}`.toUpperCase();
}

/** The object that makes the place of a module in the stream of another one. */
export function consumerName(module: string, { module: of, name }: Consumed) {
  return `${module}.${topicName(of, name)}`;
}

/** The subjects of a stream, all of which begin with the name of their module. */
export function natsSubjects(
  module: string,
  { name, subjects }: Pick<Published, 'name' | 'subjects'>,
): string[] {
  const topic = topicName(module, name);
  return subjects
    ? subjects.map(subject => `${module}.${subject}`)
    : [topic, `${topic}.>`];
}

/** The part of the name of a variable that says of which stream or topic it is. */
export function toVariable(...names: string[]): string {
  return names
    .map(name => name.replaceAll('-', '_'))
    .join('__')
    .toUpperCase();
}
