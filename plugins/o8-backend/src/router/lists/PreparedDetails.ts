import type { ModuleDetail } from '@orchestr8/backstage-plugin-o8-common';
import type { AnswerTelemetry } from '../../telemetry';
import { pickFields, type FieldTree } from '../params';
import type { PreparedAnswer } from '../Route';
import { PreparedAnswers } from './PreparedAnswers';

/** Keeps answers about single modules: of each view of one the newest. */
export class PreparedDetails {
  readonly #answers: PreparedAnswers;
  /** A detail is the same object while nothing of it changed. */
  readonly #versions = new WeakMap<ModuleDetail, string>();
  #lastVersion = 0;

  constructor(
    options: {
      maxBytes?: number;
      telemetry?: Pick<AnswerTelemetry, 'cacheAsked'>;
    } = {},
  ) {
    this.#answers = new PreparedAnswers({ ...options, name: 'details' });
  }

  /** A module with those of its claimants that somebody may see. */
  async get(
    detail: ModuleDetail,
    view: { claimedBy: string[]; fields?: FieldTree },
  ): Promise<PreparedAnswer> {
    return this.#answers.get({
      key: JSON.stringify([detail.entityRef, view.claimedBy, view.fields]),
      version: this.#versionOf(detail),
      toJson: () => toJson(detail, view),
    });
  }

  #versionOf(detail: ModuleDetail): string {
    let version = this.#versions.get(detail);
    if (version === undefined) {
      this.#lastVersion += 1;
      version = String(this.#lastVersion);
      this.#versions.set(detail, version);
    }
    return version;
  }
}

function toJson(
  detail: ModuleDetail,
  { claimedBy, fields }: { claimedBy: string[]; fields?: FieldTree },
): string {
  const shown = { ...detail, claimedBy };
  return JSON.stringify(fields ? pickFields(shown, fields) : shown);
}
