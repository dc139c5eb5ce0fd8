/** One item of a list or one field of a map, and the lines that it takes. */
export interface Item {
  /** The text of a list's item, or the name of a field. */
  key: string;
  value: unknown;
  /** Its first line. */
  start: number;
  /** The line after its last one; comments that stand no further right are not its own. */
  end: number;
}

/** What a file has at its top: a list of texts, or a map of anything. */
export interface Field {
  kind: 'list' | 'map';
  field: string;
}

/** A field of a YAML file, and where its items are: lines, which count from 0. */
export interface Collection extends Field {
  lines: string[];
  /** The line of the field itself. */
  line: number;
  /** Where its value is on that line, if it has no items. */
  empty?: { from: number; to: number };
  /** The spaces before each item. */
  indent: string;
  items: Item[];
  /** The whole file as plain data. */
  data: Record<string, unknown>;
}
