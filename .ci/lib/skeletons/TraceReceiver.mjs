import { once } from 'node:events';
import http from 'node:http';
import { createTraceDecoder } from './decodeTraces.mjs';

/** Takes traces by OTLP over HTTP, as a collector does, and keeps them. */
export class TraceReceiver {
  spans = [];
  /** What came and was not understood. */
  problems = [];
  #server;

  /** Listens on a free port of the loopback. */
  async start() {
    const decode = await createTraceDecoder();
    this.#server = http.createServer(async (request, response) => {
      const body = await readAll(request);
      try {
        if (request.method !== 'POST' || request.url !== '/v1/traces') {
          throw new Error(`${request.method} ${request.url}`);
        }
        this.spans.push(...decode(body, request.headers['content-encoding']));
        response.setHeader('content-type', 'application/x-protobuf');
      } catch (error) {
        this.problems.push(error.message);
        response.statusCode = 400;
      }
      response.end();
    });
    this.#server.listen(0, '127.0.0.1');
    await once(this.#server, 'listening');
    return this;
  }

  get url() {
    return `http://127.0.0.1:${this.#server.address().port}`;
  }

  /** What has come of one trace until now. */
  ofTrace(traceId) {
    return this.spans.filter(span => span.traceId === traceId);
  }

  async stop() {
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, 'close');
  }
}

async function readAll(stream) {
  const chunks = [];
  for await (const chunk of stream) {
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
