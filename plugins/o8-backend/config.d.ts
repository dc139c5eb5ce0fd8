/** Configuration of Orchestr8 for Backstage. */
export interface Config {
  o8?: {
    /**
     * The clusters to read. What is not listed here is never asked.
     */
    clusters?: Array<{
      /**
       * The name by which facts, links and permissions know this cluster: a DNS
       * label of at most 63 characters, unique in this list.
       */
      name: string;
      /** How people call it; the name where it is absent. */
      title?: string;
      /**
       * What is behind it: a Kubernetes API, an Argo CD API, or a directory of
       * exported YAML. This version reads Kubernetes APIs; the others are shown as not
       * supported.
       */
      type: 'kubernetes' | 'argocd' | 'snapshot';
      /**
       * Where the API is, for `kubernetes` and `argocd`. An https URL without
       * user name and password; plain http is accepted for loopback addresses only.
       */
      url?: string;
      /** The directory of exported YAML, for `snapshot`. */
      directory?: string;
      /**
       * What else means this cluster: the name that Argo CD has for it, and the URL in
       * the destination of Applications. Its name and its URL always do.
       */
      aliases?: string[];
      /**
       * The certificates that its API is verified against, as a PEM file; those of the
       * system where it is absent. Relative to where the backend runs.
       */
      caFile?: string;
      /** How to sign in. Without it, requests are anonymous. */
      auth?: {
        /**
         * A bearer token.
         * @visibility secret
         */
        token?: string;
        /** A file with the token. It is read again when the cluster refuses the old one. */
        tokenFile?: string;
      };
    }>;
    /**
     * What modules of a tier (annotation `orchestr8.io/tier`) promise, unless their
     * own annotations say otherwise.
     */
    objectives?: {
      [tier: string]: {
        /** The recovery point objective, such as `15m`, `24h` or `7d`. */
        rpo?: string;
      };
    };
    /** How objects on clusters find their entities. */
    mapping?: {
      /** How often the catalog is asked for modules, in milliseconds; default 10000. */
      refreshMs?: number;
      /**
       * The namespaces where only the platform writes. There, an object's own label
       * `orchestr8.io/module` counts; elsewhere that of its Namespace does. Default:
       * argocd, velero, platform-db, kafka, nats, istio-system.
       */
      platformNamespaces?: string[];
    };
    /** How long the past is kept. */
    retention?: {
      /** Changes of states, in days; default 400. */
      historyDays?: number;
      /** Backups that are gone from their cluster, in days; default 30. */
      goneRecordsDays?: number;
    };
  };
}
