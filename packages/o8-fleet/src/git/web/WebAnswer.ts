/** What a browser or the catalog is answered. */
export interface WebAnswer {
  status: number;
  headers: Record<string, string>;
  body: string | Buffer;
}

/** Sends to another path of this host. */
export function redirectTo(location: string): WebAnswer {
  return { status: 302, headers: { location }, body: '' };
}
