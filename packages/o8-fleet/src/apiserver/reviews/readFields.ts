import { badRequest } from '../refusals';

/** The fields of a message that have a length, by their numbers; the last one counts. */
export type Fields = Map<number, Buffer>;

const WIRE_TYPE_BITS = 3;
const VARINT = 0;
const FIXED_64 = 1;
const LENGTH_DELIMITED = 2;
const FIXED_32 = 5;
const MAX_VARINT_BYTES = 10;

/** Reads one message of the protobuf wire format; numbers are skipped. */
export function readFields(bytes: Buffer): Fields {
  const fields: Fields = new Map();
  let at = 0;
  function readVarint(): number {
    let value = 0;
    for (let count = 0; count < MAX_VARINT_BYTES; count++) {
      const byte = bytes[at++];
      if (byte === undefined) {
        break;
      }
      // No shift: it would overflow at 32 bits.
      value += (byte % 128) * 128 ** count;
      if (byte < 128) {
        return value;
      }
    }
    throw malformed();
  }
  while (at < bytes.length) {
    const tag = readVarint();
    const number = Math.floor(tag / 2 ** WIRE_TYPE_BITS);
    switch (tag % 2 ** WIRE_TYPE_BITS) {
      case VARINT:
        readVarint();
        break;
      case FIXED_64:
        at += 8;
        break;
      case FIXED_32:
        at += 4;
        break;
      case LENGTH_DELIMITED: {
        const end = readVarint() + at;
        fields.set(number, bytes.subarray(at, end));
        at = end;
        break;
      }
      default:
        throw malformed();
    }
  }
  if (at > bytes.length) {
    throw malformed();
  }
  return fields;
}

function malformed() {
  return badRequest('the protobuf of the body is malformed');
}
