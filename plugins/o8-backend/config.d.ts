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
       * exported YAML.
       */
      type: 'kubernetes' | 'argocd' | 'snapshot';
      /**
       * Where the API is, for `kubernetes` and `argocd`. An https URL without
       * user name and password; plain http is accepted for loopback addresses only.
       */
      url?: string;
      /** The directory of exported YAML, for `snapshot`. */
      directory?: string;
    }>;
  };
}
