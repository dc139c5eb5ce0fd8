import { compareText } from '../../render/sortKeys';
import type { UsedBus } from './bus';
import { topicName } from './names';

/** What a user of Kafka may do. */
export interface KafkaAcl {
  resource: {
    type: 'topic' | 'group';
    name: string;
    patternType: 'literal' | 'prefix';
  };
  operations: string[];
}

/**
 * The least that lets a module write to its topics and read those that it names. Its
 * consumer groups are called after it: with a dot, as the prefix `shop` would be that of
 * the module `shop-till` too.
 */
export function toAcls({
  module,
  publishes,
  consumes,
}: Pick<UsedBus, 'module' | 'publishes' | 'consumes'>): KafkaAcl[] {
  const operations = new Map<string, Set<string>>();
  const allow = (topic: string, operation: string) =>
    operations.set(
      topic,
      (operations.get(topic) ?? new Set(['Describe'])).add(operation),
    );
  publishes.forEach(({ name }) => allow(topicName(module, name), 'Write'));
  consumes.forEach(each => allow(topicName(each.module, each.name), 'Read'));
  return [
    ...[...operations]
      .sort(([a], [b]) => compareText(a, b))
      .map(([name, allowed]) =>
        toAcl('topic', name, 'literal', [...allowed].sort(compareText)),
      ),
    ...(consumes.length > 0
      ? [
          toAcl('group', module, 'literal', ['Read']),
          toAcl('group', `${module}.`, 'prefix', ['Read']),
        ]
      : []),
  ];
}

function toAcl(
  type: KafkaAcl['resource']['type'],
  name: string,
  patternType: KafkaAcl['resource']['patternType'],
  operations: string[],
): KafkaAcl {
  return { resource: { type, name, patternType }, operations };
}
