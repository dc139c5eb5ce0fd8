/** What somebody may do with Applications; everybody may read the rest. */
export type Action = 'get' | 'sync';

/** An account of an Argo CD. */
export interface Account {
  name: string;
  actions: readonly Action[];
}

/** Reads everything, and changes nothing: the owner of the token. */
export const PORTAL: Account = { name: 'portal', actions: ['get'] };

/** May sync, roll back and terminate, too: who logs in with the password. */
export const PORTAL_USER: Account = {
  name: 'portal-user',
  actions: ['get', 'sync'],
};
