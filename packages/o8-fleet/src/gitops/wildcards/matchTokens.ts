/** A part of a pattern. */
export type Token =
  /** One character, or one that a test accepts. */
  | { type: 'one'; test: (character: string) => boolean }
  /** As many characters as there are of those that a test accepts, or none. */
  | { type: 'many'; test: (character: string) => boolean }
  /** Whole folders with the slash behind them, or none. */
  | { type: 'folders' };

/**
 * Whether a text matches from its begin to its end. It follows all ways at once instead
 * of going back, so that no pattern takes longer than its length times the text's.
 */
export function matchTokens(tokens: readonly Token[], text: string): boolean {
  let places = new Set([0]);
  follow(tokens, places);
  let before = '/';
  for (const character of text) {
    const next = new Set<number>();
    for (const place of places) {
      const token = tokens[place];
      if (token === undefined) continue;
      if (token.type === 'folders') {
        next.add(place);
      } else if (token.test(character)) {
        next.add(token.type === 'one' ? place + 1 : place);
      }
    }
    before = character;
    places = next;
    follow(tokens, places, before);
  }
  return places.has(tokens.length);
}

/** Adds the places behind what may be empty: a set that grows while it is walked through. */
function follow(
  tokens: readonly Token[],
  places: Set<number>,
  before = '/',
): void {
  for (const place of places) {
    const type = tokens[place]?.type;
    if (type === 'many' || (type === 'folders' && before === '/')) {
      places.add(place + 1);
    }
  }
}

/** The characters of a text as they are. */
export function literal(text: string): Token[] {
  return Array.from(text, wanted => ({
    type: 'one',
    test: character => character === wanted,
  }));
}
