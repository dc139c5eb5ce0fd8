/** Configuration of Orchestr8. */
export interface Config {
  o8?: {
    /** A quiet line on top of the page of all modules. */
    banner?: {
      /**
       * What everybody should know, such as "Demo fleet: nothing here is real".
       * @visibility frontend
       */
      text: string;
    };
  };
}
