import { z } from 'zod';
import { describedAs } from './describedAs';

/** As long as times are kept: those of other centuries would be in no order with them. */
const TIME_LENGTH = '2026-11-22T10:00:00.000Z'.length;

/** A parameter that is a time with its zone, or a date, which begins at midnight UTC. */
export const timeParam = z
  .union(
    [z.iso.date(), z.iso.datetime({ offset: true })],
    'expected a date such as 2026-11-22, or a time such as 2026-11-22T10:00:00Z',
  )
  .transform((text, context) => {
    const time = new Date(text).toISOString();
    if (time.length !== TIME_LENGTH) {
      context.addIssue('is out of range');
    }
    return time;
  })
  .meta({
    description:
      'A time with its zone, or a date, which begins at midnight UTC',
    override: describedAs({
      anyOf: [
        { type: 'string', format: 'date' },
        { type: 'string', format: 'date-time' },
      ],
    }),
  });
