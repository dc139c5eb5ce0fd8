import type {
  Answer,
  O8Api,
  SourceStatus,
} from '@orchestr8/backstage-plugin-o8-common';
import { LiveValue, type SignalFeed } from '../live';

type Sources = LiveValue<Answer<SourceStatus>>;

const known = new WeakMap<O8Api, Sources>();

/** The sources as all cards of a page look at them: with one request. */
export function shareSources(api: O8Api, feed: SignalFeed): Sources {
  const sources =
    known.get(api) ??
    new LiveValue({
      load: signal => api.getSources({ signal }),
      getPollMs: feed.getPollMs,
    });
  known.set(api, sources);
  return sources;
}
