/** What a request wants, read from its method and path as API servers do. */
export type RequestInfo =
  | { isResource: false; path: string; verb: string }
  | ResourceRequestInfo;

/** A request for objects. */
export interface ResourceRequestInfo {
  isResource: true;
  verb: ResourceVerb;
  group: string;
  version: string;
  plural: string;
  namespace?: string;
  name?: string;
  subresource?: string;
}

/** What can be done with objects, in the words of roles. */
export type ResourceVerb =
  | 'get'
  | 'list'
  | 'watch'
  | 'create'
  | 'update'
  | 'patch'
  | 'delete'
  | 'deletecollection';
