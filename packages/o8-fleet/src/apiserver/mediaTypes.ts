/** RFC 7396, the only patch that is served. */
export const MERGE_PATCH_MEDIA_TYPE = 'application/merge-patch+json';

/** Read only where clients ask in no other form. */
export const PROTOBUF_MEDIA_TYPE = 'application/vnd.kubernetes.protobuf';
