import { z } from 'zod';
import { describedAs } from './describedAs';
import { listParam } from './listParam';

/** A parameter that names some of these, separated by commas or repeated. */
export function choicesParam<Choice extends string>(
  choices: readonly Choice[],
) {
  return listParam
    .transform((texts, context): Choice[] => {
      const named = texts.flatMap(text => text.split(','));
      const unknown = named.filter(name => !isOneOf(choices, name));
      if (unknown.length > 0) {
        const names = unknown.map(name => JSON.stringify(name)).join(', ');
        context.addIssue(`unknown ${names}: there are ${choices.join(', ')}`);
        return z.NEVER;
      }
      return choices.filter(choice => named.includes(choice));
    })
    .meta({
      description: 'Only these; all without it',
      param: { style: 'form', explode: false },
      override: describedAs({
        type: 'array',
        items: { type: 'string', enum: [...choices] },
        default: [],
      }),
    });
}

function isOneOf<Choice extends string>(
  choices: readonly Choice[],
  name: string,
): name is Choice {
  return choices.some(choice => choice === name);
}
