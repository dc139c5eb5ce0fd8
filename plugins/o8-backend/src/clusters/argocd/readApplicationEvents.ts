import { createParser } from 'eventsource-parser';
import type { Readable } from 'node:stream';
import { z } from 'zod';
import { toReadError } from '../http';
import { invalidAnswer, parseAnswer } from '../kubernetesMessages';
import { toRefusedError } from '../toClusterError';

const MAX_EVENT_BYTES = 16 * 1024 * 1024;

const messageSchema = z.union([
  z.object({
    result: z.object({
      type: z.enum(['ADDED', 'MODIFIED', 'DELETED']),
      application: z.unknown(),
    }),
  }),
  z.object({
    error: z.looseObject({ http_code: z.number().catch(500) }),
  }),
]);

/** An event of the stream of Applications. */
export type ApplicationEvent = Extract<
  z.output<typeof messageSchema>,
  { result: unknown }
>['result'];

/** The events of a stream, until the server ends it. */
export async function* readApplicationEvents(
  body: Readable,
  signal: AbortSignal,
): AsyncGenerator<ApplicationEvent> {
  const waiting: string[] = [];
  const parser = createParser({ onEvent: ({ data }) => waiting.push(data) });
  const decoder = new TextDecoder();
  let bytes = 0;
  try {
    for await (const chunk of body) {
      bytes += chunk.length;
      parser.feed(decoder.decode(chunk, { stream: true }));
      if (waiting.length) {
        bytes = 0;
      }
      if (bytes > MAX_EVENT_BYTES) {
        throw new RangeError(
          `an event is longer than ${MAX_EVENT_BYTES} bytes`,
        );
      }
      for (const data of waiting.splice(0)) {
        yield toEvent(data);
      }
    }
  } catch (error) {
    throw signal.aborted ? error : toReadError(error);
  } finally {
    body.destroy();
  }
}

function toEvent(data: string): ApplicationEvent {
  const message = parseAnswer(messageSchema, parseJson(data));
  if ('error' in message) {
    const { error } = message;
    throw toRefusedError({ status: error.http_code, body: error });
  }
  return message.result;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw invalidAnswer('an event of a stream that is not JSON');
  }
}
