import { ConflictError } from '@backstage/errors';
import type {
  O8SourcesExtensionPoint,
  Source,
} from '@orchestr8/backstage-plugin-o8-node';

/** The sources of this plugin, and those that modules add. */
export class SourceRegistry implements O8SourcesExtensionPoint {
  readonly #sources = new Map<string, Source>();

  constructor(sources: Source[] = []) {
    sources.forEach(source => this.addSource(source));
  }

  addSource(source: Source): void {
    if (this.#sources.has(source.id)) {
      throw new ConflictError(`There is a source "${source.id}" already`);
    }
    this.#sources.set(source.id, source);
  }

  /** In the order in which they were added. */
  list(): Source[] {
    return [...this.#sources.values()];
  }
}
