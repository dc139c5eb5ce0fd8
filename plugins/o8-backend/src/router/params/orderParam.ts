import { z } from 'zod';
import { describedAs } from './describedAs';

/** By what a list is ordered. */
export interface Order {
  name: string;
  descending: boolean;
}

/** The parameter `order` of a list; a leading `-` turns it round. */
export function orderParam(names: string[], byDefault: string) {
  return z
    .string('expected one name')
    .default(byDefault)
    .transform((text, context): Order => {
      const descending = text.startsWith('-');
      const name = descending ? text.slice(1) : text;
      if (!names.includes(name)) {
        context.addIssue(
          `unknown order ${JSON.stringify(text)}: there are ${names.join(
            ', ',
          )}`,
        );
      }
      return { name, descending };
    })
    .meta({
      description: 'A leading `-` turns it round',
      override: describedAs({
        type: 'string',
        enum: names.flatMap(name => [name, `-${name}`]),
        default: byDefault,
      }),
    });
}
