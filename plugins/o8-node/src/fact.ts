import type { JsonObject } from '@backstage/types';

/**
 * What a fact says: the id of its source, a dot, and a name of the source's choice,
 * such as `argocd.application`.
 *
 * @public
 */
export type FactType = `${string}.${string}`;

/**
 * What a fact is about, which need not be where its object lies: an Application lies
 * beside Argo CD and is about the cluster that it deploys to.
 *
 * @public
 */
export interface FactSubject {
  /** The name of a configured cluster; null if none of them is meant. */
  cluster: string | null;
  /** Null for all namespaces of the cluster. */
  namespace: string | null;
}

/**
 * Something that one object says. It lives and dies with the object.
 *
 * @public
 */
export interface Fact {
  type: FactType;
  /** Tells apart the facts of one type that one object gives; empty if it gives one. */
  key?: string;
  subject: FactSubject;
  /**
   * Whose it is. `object` (the default): the module of the object. `subject`: every
   * module in the subject; only for objects where teams cannot write, such as a backup
   * that covers several namespaces.
   */
  binds?: 'object' | 'subject';
  /** Whether it says that its module is in its subject: a Namespace, an Application. */
  places?: boolean;
  /** When what it says was so, ISO 8601; does not count as a change. */
  evidenceAt?: string | null;
  /** What counts: if it is equal, nothing has changed. No secrets, no free text of users beyond messages. */
  value: JsonObject;
  /** What is kept too, but moves without meaning: times of the last look. */
  volatile?: JsonObject;
}

/**
 * A fact that outlives its object and leaves by retention: a backup, a restore, a
 * deployment, a drill. Two objects of one name are two records by their `uid`.
 *
 * @public
 */
export interface Rec extends Fact {
  uid: string;
}
