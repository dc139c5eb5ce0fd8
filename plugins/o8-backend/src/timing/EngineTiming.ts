/**
 * How long to wait for an answer of a cluster. Milliseconds, but for `watchSeconds`.
 *
 * @alpha
 */
export interface ConnectionTiming {
  /** Until the connection stands, and again until the answer begins. */
  answerTimeoutMs: number;
  /** Between two pieces of an answer. */
  silenceTimeoutMs: number;
  /** Between two words of a watch: servers send a bookmark about once a minute. */
  stallTimeoutMs: number;
  /** After which a server ends a watch, so that each is made anew now and then. */
  watchSeconds: number;
  /** Between two looks at what can be listed and not watched, such as a snapshot. */
  pollIntervalMs: number;
  /**
   * After a password was refused: for so long it is not tried again, because servers lock
   * out whoever tries often.
   */
  signInPauseMs: number;
}

/**
 * How often and how long the runner of a cluster does what.
 *
 * @alpha
 */
export interface RunnerTiming {
  /** Between two probes of a cluster that answers. */
  probeIntervalMs: number;
  /** After which a probe that has no answer has failed. */
  probeTimeoutMs: number;
  /** The first pause after a failure; it doubles with each further one. */
  minBackoffMs: number;
  maxBackoffMs: number;
  /** Between two looks at which kinds a cluster has. */
  discoveryIntervalMs: number;
  /** For so long changes are gathered before they are written together. */
  gatherMs: number;
  /** For so long what moves without meaning, such as the time of a look, waits to be written. */
  refreshMs: number;
  /** Before a runner that ended by a mistake of ours is started again. */
  restartMs: number;
}

/**
 * How replicas share the work.
 *
 * @alpha
 */
export interface LeaseTiming {
  /** A lease that was not renewed for so long is anybody's. */
  leaseTtlMs: number;
  /** Between two renewals, and between two tries to get a free one. */
  leaseRenewMs: number;
}

/**
 * How long the store lets a transaction stand still. Only PostgreSQL needs to know.
 *
 * @alpha
 */
export interface StoreTiming {
  /** Between two statements: the session of a writer that was stopped ends. */
  writeIdleMs: number;
  /** For a row that somebody else has locked. */
  lockWaitMs: number;
}

/**
 * How judging goes on.
 *
 * @alpha
 */
export interface AssessTiming {
  /** Between two looks at what others have touched. */
  assessIdleMs: number;
  /** From one judgement to the next, so that some modules are judged together. */
  assessPaceMs: number;
  /** After a failure, such as a database that is away. */
  assessRetryMs: number;
  /** Between two looks at which states time alone may have made others. */
  dueIntervalMs: number;
  /** Between two times that each state is judged again, whether it has to be or not. */
  reassessMs: number;
  /**
   * So long many modules may wait for the end of the lists that are read: they would be
   * judged again with each page.
   */
  rushMs: number;
  /** Between two times that it is said that nothing waits for judgement. */
  reportJudgedMs: number;
}

/**
 * Every duration of the engine.
 *
 * @alpha
 */
export interface EngineTiming
  extends ConnectionTiming,
    RunnerTiming,
    LeaseTiming,
    StoreTiming,
    AssessTiming {
  /**
   * For so long a fresh source is believed without another word: the runner confirms
   * it every few seconds, so that silence means that nobody reads it any more.
   */
  freshPromiseMs: number;
  /**
   * For so long answers go on from memory while the store does not say whether they are
   * the last word.
   */
  indexPromiseMs: number;
}

/**
 * What real clusters stand, and people who wait.
 *
 * @alpha
 */
export const DEFAULT_TIMING: EngineTiming = {
  answerTimeoutMs: 15_000,
  silenceTimeoutMs: 15_000,
  stallTimeoutMs: 90_000,
  watchSeconds: 480,
  pollIntervalMs: 30_000,
  signInPauseMs: 5 * 60_000,
  probeIntervalMs: 5_000,
  probeTimeoutMs: 5_000,
  minBackoffMs: 250,
  maxBackoffMs: 30_000,
  discoveryIntervalMs: 60_000,
  gatherMs: 25,
  refreshMs: 5_000,
  restartMs: 10_000,
  leaseTtlMs: 9_000,
  leaseRenewMs: 2_500,
  writeIdleMs: 5_000,
  lockWaitMs: 2_000,
  assessIdleMs: 1_000,
  assessPaceMs: 50,
  assessRetryMs: 2_000,
  dueIntervalMs: 5_000,
  reassessMs: 15 * 60_000,
  rushMs: 20_000,
  reportJudgedMs: 10_000,
  freshPromiseMs: 45_000,
  indexPromiseMs: 1_000,
};

// Bursts are as short in tests as anywhere, and a database as fast.
const UNSCALED: readonly string[] = [
  'assessPaceMs',
  'gatherMs',
  'writeIdleMs',
  'lockWaitMs',
  'indexPromiseMs',
];

/**
 * The durations multiplied: the faults of clusters are tried at a tenth of the time in
 * CI, and at full length by a benchmark. Nothing becomes shorter than a millisecond, and
 * `watchSeconds` not shorter than a second.
 *
 * @alpha
 */
export function scaleTiming(scale: number): EngineTiming {
  const entries = Object.entries(DEFAULT_TIMING).map(([name, value]) => [
    name,
    UNSCALED.includes(name) ? value : Math.max(1, Math.round(value * scale)),
  ]);
  return Object.fromEntries(entries) as EngineTiming;
}
