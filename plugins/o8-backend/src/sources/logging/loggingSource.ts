import type { KubernetesObject } from '@orchestr8/backstage-plugin-o8-node';
import { z } from 'zod';
import { createSource } from '../createSource';
import { cutMessage } from '../cutMessage';
import {
  looseFlag,
  looseList,
  looseNames,
  looseNumber,
  looseObject,
  looseRecord,
} from '../loose';

const MAX_ENTRIES = 20;

/** What the Logging operator says of a Flow or an Output. */
type Answer = {
  /** Whether it is part of what runs; null if nobody has said so yet. */
  isActive: boolean | null;
  problems: number;
  /** The first of them. */
  problem: string | null;
};

/** What is kept of a Flow: `logging.flow`. */
export type FlowValue = Answer & {
  /** Whether it takes some pods only. */
  isSelective: boolean;
  filters: string[];
  /** Outputs beside it, and those of the platform. */
  outputs: string[];
  globalOutputs: string[];
};

/** What is kept of an Output: `logging.output`. */
export type OutputValue = Answer & {
  /** What it writes to, such as `loki`. */
  types: string[];
};

const status = looseObject({
  active: looseFlag,
  problems: looseList(z.string()),
  problemsCount: looseNumber,
});

// Of filters and outputs only which they are: behind it stand addresses and passwords.
const flowSchema = looseObject({
  spec: looseObject({
    match: looseList(z.unknown()),
    filters: looseList(looseRecord(z.unknown())),
    localOutputRefs: looseNames,
    globalOutputRefs: looseNames,
  }),
  status,
});

const outputSchema = looseObject({ spec: looseRecord(z.unknown()), status });

const NO_TYPE = ['enabledNamespaces', 'loggingRef', 'protected'];

/** Where the logs of a module go by the Logging operator: Flows and Outputs. */
export const loggingSource = createSource({
  id: 'logging',
  reach: 'placements',
  readings: [
    {
      group: 'logging.banzaicloud.io',
      kind: 'Flow',
      plural: 'flows',
      fact: 'flow',
      read: object => ({ value: toFlow(object) }),
    },
    {
      group: 'logging.banzaicloud.io',
      kind: 'Output',
      plural: 'outputs',
      fact: 'output',
      read: object => ({ value: toOutput(object) }),
    },
  ],
});

function toFlow(object: KubernetesObject): FlowValue {
  const { spec, status: said } = flowSchema.parse(object);
  return {
    ...toAnswer(said),
    isSelective: spec.match.length > 0,
    filters: spec.filters
      .flatMap(filter => filter.map(([type]) => type))
      .slice(0, MAX_ENTRIES),
    outputs: spec.localOutputRefs.slice(0, MAX_ENTRIES),
    globalOutputs: spec.globalOutputRefs.slice(0, MAX_ENTRIES),
  };
}

function toOutput(object: KubernetesObject): OutputValue {
  const { spec, status: said } = outputSchema.parse(object);
  return {
    ...toAnswer(said),
    types: spec
      .map(([type]) => type)
      .filter(type => !NO_TYPE.includes(type))
      .sort()
      .slice(0, MAX_ENTRIES),
  };
}

function toAnswer(said: z.output<typeof status>): Answer {
  const { active, problems, problemsCount } = said;
  return {
    isActive: active ?? null,
    problems: Math.max(problemsCount ?? 0, problems.length),
    problem: cutMessage(problems[0]),
  };
}
