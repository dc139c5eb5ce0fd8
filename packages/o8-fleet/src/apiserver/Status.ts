/** How Kubernetes says how a request went. */
export interface Status {
  kind: 'Status';
  apiVersion: 'v1';
  /** `continue`: how to go on with a list that has expired, at the price of consistency. */
  metadata: { continue?: string };
  status: 'Success' | 'Failure';
  message?: string;
  reason?: string;
  details?: StatusDetails;
  code?: number;
}

/** What a {@link Status} is about. */
export interface StatusDetails {
  name?: string;
  group?: string;
  kind?: string;
  uid?: string;
  retryAfterSeconds?: number;
  causes?: { reason?: string; message: string; field?: string }[];
}
