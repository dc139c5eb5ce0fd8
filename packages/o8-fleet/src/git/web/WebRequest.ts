import type { Repository } from '../repositories';

/** What a page of a repository is made from. */
export interface WebRequest {
  repository: Repository;
  /** Where the host is, such as `http://127.0.0.1:7444`. */
  url: string;
  /** The path below the name of the page. */
  rest: readonly string[];
  ifNoneMatch?: string;
}
