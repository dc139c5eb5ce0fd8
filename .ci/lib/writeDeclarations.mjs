/**
 * Checks all types and writes the declarations, once for all parts that need them. From
 * nothing: the declarations may be those of an earlier state, and the compiler orders
 * the texts of a translation by what it has seen before.
 */
export function writeDeclarations(context) {
  return context.share('declarations', () =>
    context.yarn(['tsc', '--incremental', 'false']),
  );
}
