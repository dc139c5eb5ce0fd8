import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';

const PROTO = new URL('./traceRequest.proto', import.meta.url);
const KINDS = ['', 'internal', 'server', 'client', 'producer', 'consumer'];

/** Makes what reads bodies of OTLP over HTTP: each answers its spans, with whose they are. */
export async function createTraceDecoder() {
  // Not at the top: in a fresh clone nothing is installed when this file is loaded.
  const { default: protobuf } = await import('protobufjs');
  const { root } = protobuf.parse(readFileSync(PROTO, 'utf8'));
  const type = root.lookupType('ExportTraceServiceRequest');
  return (body, encoding) => {
    const bytes = encoding === 'gzip' ? gunzipSync(body) : body;
    const { resourceSpans } = type.toObject(type.decode(bytes), {
      arrays: true,
      longs: Number,
    });
    return resourceSpans.flatMap(({ resource, scopeSpans }) => {
      const of = toAttributes(resource?.attributes);
      return scopeSpans
        .flatMap(({ spans }) => spans)
        .map(span => toSpan(span, of));
    });
  };
}

function toSpan(span, resource) {
  return {
    service: resource['service.name'],
    resource,
    traceId: toHex(span.traceId),
    spanId: toHex(span.spanId),
    parentSpanId: toHex(span.parentSpanId),
    name: span.name,
    kind: KINDS[span.kind ?? 0],
    attributes: toAttributes(span.attributes),
    links: span.links.map(({ traceId }) => toHex(traceId)),
  };
}

function toAttributes(list = []) {
  return Object.fromEntries(
    list.map(({ key, value = {} }) => [key, Object.values(value)[0]]),
  );
}

function toHex(bytes = []) {
  return Buffer.from(bytes).toString('hex');
}
