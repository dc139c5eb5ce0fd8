import { z } from 'zod';
import {
  headlineSchema,
  objectRefSchema,
  timeSchema,
  type Headline,
  type ObjectRef,
} from './evidence';
import { verdictSchema, type Verdict } from './verdict';

/**
 * Results of a check. `stale`: the evidence is older than its promise.
 * `not-checked`: nothing that could answer is installed or was ever read. `error`:
 * the question was asked and failed. Only `pass` counts as passing.
 *
 * @public
 */
export const CHECK_RESULTS = [
  'fail',
  'error',
  'stale',
  'not-checked',
  'pass',
] as const;

/**
 * One of {@link CHECK_RESULTS}.
 *
 * @public
 */
export type CheckResultState = (typeof CHECK_RESULTS)[number];

/**
 * The result of one check on one placement of a module.
 *
 * @public
 */
export interface CheckResult {
  /** The id of the check, such as `NET-1`. */
  check: string;
  result: CheckResultState;
  cluster: string;
  namespace: string;
  /**
   * What was found, as a code. NET-1: `denied`, `ingressOpen`, `egressOpen`, `open`.
   * PSS-1: `restricted`, `weaker` (level), `unpinned`, `unlabelled`, `noNamespace`. Both:
   * `notRead`, `unsupported`.
   */
  found: string;
  params: Record<string, string>;
  /** The objects that the result rests on; none is the finding where nothing exists. */
  evidence: ObjectRef[];
  /** When the evidence was last confirmed. */
  evidenceAt: string | null;
}

/**
 * One result of a policy engine that did not pass.
 *
 * @public
 */
export interface PolicyFinding {
  policy: string;
  rule: string;
  result: 'fail' | 'warn' | 'error';
  /** Such as `high`; null where the engine gives none. */
  severity: string | null;
  message: string;
  /** The object that was judged. */
  subject: ObjectRef;
  evidenceAt: string | null;
}

/**
 * What the policy reports say of one placement of a module.
 *
 * @public
 */
export interface PolicyReportSummary {
  cluster: string;
  namespace: string;
  /**
   * `checked` counts; all others say why the counts may not be the whole truth. `stale`:
   * the cluster does not answer. `stopped`: it does, but nothing new is reported.
   */
  state: 'checked' | 'stale' | 'stopped' | 'not-checked' | 'error';
  /** How many objects were judged. */
  resources: number;
  pass: number;
  fail: number;
  warn: number;
  error: number;
  skip: number;
  /** The worst first, at most ten. */
  findings: PolicyFinding[];
  /** The time of the newest result. */
  evidenceAt: string | null;
}

/**
 * Whether a module keeps the rules, with its evidence. Headlines: `passing` (passed,
 * total), `failing` (failed, total), `warning` (count, total), `unknown` (unknown,
 * total), `notPlaced`, `notRead`.
 *
 * @public
 */
export interface ComplianceState {
  verdict: Verdict;
  headline: Headline;
  /** Worst first. */
  checks: CheckResult[];
  reports: PolicyReportSummary[];
}

const checkResultSchema: z.ZodType<CheckResult> = z.object({
  check: z.string(),
  result: z.enum(CHECK_RESULTS),
  cluster: z.string(),
  namespace: z.string(),
  found: z.string(),
  params: z.record(z.string(), z.string()),
  evidence: z.array(objectRefSchema),
  evidenceAt: timeSchema.nullable(),
});

const findingSchema: z.ZodType<PolicyFinding> = z.object({
  policy: z.string(),
  rule: z.string(),
  result: z.enum(['fail', 'warn', 'error']),
  severity: z.string().nullable(),
  message: z.string(),
  subject: objectRefSchema,
  evidenceAt: timeSchema.nullable(),
});

const count = z.number().int().nonnegative();

const reportSummarySchema: z.ZodType<PolicyReportSummary> = z.object({
  cluster: z.string(),
  namespace: z.string(),
  state: z.enum(['checked', 'stale', 'stopped', 'not-checked', 'error']),
  resources: count,
  pass: count,
  fail: count,
  warn: count,
  error: count,
  skip: count,
  findings: z.array(findingSchema),
  evidenceAt: timeSchema.nullable(),
});

/**
 * The schema of {@link ComplianceState}.
 *
 * @public
 */
export const complianceStateSchema: z.ZodType<ComplianceState> = z.object({
  verdict: verdictSchema,
  headline: headlineSchema,
  checks: z.array(checkResultSchema),
  reports: z.array(reportSummarySchema),
});
