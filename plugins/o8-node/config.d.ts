/** What all backend plugins of Orchestr8 share that write. */
export interface Config {
  o8?: {
    /**
     * What the platform team decides once: where repositories are, which clusters there
     * are, what needs a review. Developers choose one by its name.
     */
    landingZones?: Array<{
      /** A YAML file with a landing zone. Relative to where the backend runs. */
      file?: string;
      /** The landing zone itself, instead of a file. */
      zone?: { [field: string]: unknown };
      /** What takes the place of the same fields below `spec.git`. */
      git?: {
        /** Where the git host is, such as `https://github.com`. */
        url?: string;
      };
    }>;
    /**
     * How to sign in to git hosts. Of several that fit, the most specific is used; where
     * none does, git reads and pushes without signing in.
     */
    git?: Array<{
      /**
       * The host, or a part of it such as `https://github.com/acme`: these credentials are
       * for everything below it.
       */
      url: string;
      /** Hosts that take tokens want some name, and most accept any; default `git`. */
      username?: string;
      /**
       * The token or password.
       * @visibility secret
       */
      token?: string;
      /** A file with the token, instead of it. It is read at each use. */
      tokenFile?: string;
    }>;
  };
}
