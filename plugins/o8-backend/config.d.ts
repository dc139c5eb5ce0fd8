/** Configuration of Orchestr8 for Backstage. */
export interface Config {
  o8?: {
    /**
     * The clusters to read; what is not listed here is never asked. `kubernetes` takes
     * those of the Kubernetes plugin: entries of type `config` that sign in by a service
     * account, and `localKubectlProxy`. Its others are shown as not supported.
     */
    clusters?:
      | 'kubernetes'
      | Array<{
          /**
           * The name by which facts, links and permissions know this cluster: a DNS
           * label of at most 63 characters, unique in this list.
           */
          name: string;
          /** How people call it; the name where it is absent. */
          title?: string;
          /**
           * What is behind it: a Kubernetes API, an Argo CD API, or objects that were
           * exported as YAML or JSON, which are shown with their age.
           */
          type: 'kubernetes' | 'argocd' | 'snapshot';
          /**
           * Where the API is, for `kubernetes` and `argocd`. An https URL without
           * user name and password; plain http is accepted for loopback addresses only.
           */
          url?: string;
          /** Where people see it, for `argocd`; its URL where it is absent. */
          frontendUrl?: string;
          /**
           * A kubeconfig, for `kubernetes`, in the place of URL, certificates and
           * sign-in. It is read again when it changes. A program that it runs has to be
           * in `o8.exec.allow`; one that does not verify TLS is refused.
           */
          kubeconfig?: {
            file: string;
            /** Another context than its current one. */
            context?: string;
          };
          /** The directory of exported YAML or JSON, for `snapshot`. */
          directory?: string;
          /** The same as an archive: `.tar`, `.tar.gz` or `.tgz`. */
          archive?: string;
          /**
           * What else means this cluster: the name that Argo CD has for it, and the URL
           * in the destination of Applications. Its name and its URL always do.
           */
          aliases?: string[];
          /**
           * The certificates that its API is verified against, as a PEM file; those of
           * the system where it is absent. Relative to where the backend runs.
           */
          caFile?: string;
          /** The same inline: PEM, or PEM as base64. */
          caData?: string;
          /** Only Applications of these projects, for `argocd`; all by default. */
          projects?: string[];
          /** Only Applications in these namespaces, for `argocd`; all by default. */
          appNamespaces?: string[];
          /**
           * How to sign in: one of the ways. Without it, requests are anonymous. Files
           * are read again when they change, and at once when what they say is refused.
           */
          auth?: {
            /**
             * A bearer token.
             * @visibility secret
             */
            token?: string;
            /** A file with the token. */
            tokenFile?: string;
            /** As the pod in which the backend runs, for `kubernetes`. */
            serviceAccount?: true;
            /** A client certificate as a PEM file, for `kubernetes`. */
            clientCertificateFile?: string;
            /** Its key as a PEM file. */
            clientKeyFile?: string;
            /** A program that prints credentials as a kubeconfig's does, for `kubernetes`. */
            exec?: {
              /** Has to be in `o8.exec.allow`. */
              command: string;
              /** @deepVisibility secret */
              args?: string[];
              /** @deepVisibility secret */
              env?: { [name: string]: string };
            };
            /** A user, for `argocd`: one session for all requests. */
            username?: string;
            /**
             * The user's password. One that is refused is not tried again for minutes.
             * @visibility secret
             */
            password?: string;
            /** A file with the password. */
            passwordFile?: string;
          };
        }>;
    /** Programs that give credentials. */
    exec?: {
      /** The commands that clusters and kubeconfigs may run, as they write them; none by default. */
      allow?: string[];
    };
    /** How long things take. */
    timing?: {
      /**
       * All durations of the engine are multiplied by it, from 0.01 to 10; default 1.
       * For tests: below 1, clusters are asked more often.
       */
      scale?: number;
    };
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
       * Whether modules may show objects that only their own annotations name, such as
       * `argocd/app-name`: as claimed, and never to be operated; default true.
       */
      trustAnnotations?: boolean;
      /**
       * The namespaces where only the platform writes. There, an object's own label
       * `orchestr8.io/module` counts; elsewhere that of its Namespace does. Default:
       * argocd, velero, platform-db, kafka, nats, istio-system.
       */
      platformNamespaces?: string[];
    };
    /** Who may see what. */
    permissions?: {
      /**
       * How long decisions of the permission policy, and which modules they mean, are
       * kept, in milliseconds: so long somebody keeps a right that he lost. From 0, which
       * asks for each request, to 60000; default 3000.
       */
      cacheMs?: number;
    };
    /** How long the past is kept. */
    retention?: {
      /** Changes of states, in days; default 400. */
      historyDays?: number;
      /** Backups that are gone from their cluster, in days; default 30. */
      goneRecordsDays?: number;
    };
  };
  /** Instances that are configured for an Argo CD plugin are read as clusters too. */
  argocd?: {
    username?: string;
    /** @visibility secret */
    password?: string;
    appLocatorMethods?: Array<{
      type: string;
      instances?: Array<{
        name: string;
        url: string;
        frontendUrl?: string;
        /** @visibility secret */
        token?: string;
        username?: string;
        /** @visibility secret */
        password?: string;
      }>;
    }>;
  };
}
