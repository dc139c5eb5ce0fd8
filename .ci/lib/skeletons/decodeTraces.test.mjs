import assert from 'node:assert/strict';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { createTraceDecoder } from './decodeTraces.mjs';

/** A field of Protocol Buffers that has a length. */
function field(number, ...parts) {
  const content = Buffer.concat(parts.map(part => Buffer.from(part)));
  const { length } = content;
  const size = length < 128 ? [length] : [128 + (length % 128), length >> 7];
  return Buffer.concat([Buffer.from([number * 8 + 2, ...size]), content]);
}

function attribute(key, value) {
  return [field(1, key), field(2, value)];
}

const TRACE = '0af7651916cd43dd8448eb211c80319c';
const SPAN = 'b7ad6b7169203331';

// Written byte by byte, as SDKs write it: what is not read is skipped.
const BODY = field(
  1,
  field(
    1,
    field(1, ...attribute('service.name', field(1, 'shop'))),
    field(1, ...attribute('process.pid', [0x18, 0x2a])),
  ),
  field(
    2,
    field(1, field(1, 'a library')),
    field(
      2,
      field(1, Buffer.from(TRACE, 'hex')),
      field(2, Buffer.from(SPAN, 'hex')),
      field(5, 'GET /visits'),
      [0x30, 2],
      field(9, ...attribute('http.route', field(1, '/visits'))),
      field(13, field(1, Buffer.from(TRACE, 'hex'))),
    ),
  ),
);

test('spans are read with whose they are, also when they are compressed', async () => {
  const decode = await createTraceDecoder();
  const expected = [
    {
      service: 'shop',
      resource: { 'service.name': 'shop', 'process.pid': 42 },
      traceId: TRACE,
      spanId: SPAN,
      parentSpanId: '',
      name: 'GET /visits',
      kind: 'server',
      attributes: { 'http.route': '/visits' },
      links: [TRACE],
    },
  ];
  assert.deepEqual(decode(BODY), expected);
  assert.deepEqual(decode(gzipSync(BODY), 'gzip'), expected);
  assert.deepEqual(decode(Buffer.alloc(0)), []);
});

test('what is no such request is refused', async () => {
  const decode = await createTraceDecoder();
  assert.throws(() => decode(Buffer.from('{"resourceSpans":[]}')));
});
