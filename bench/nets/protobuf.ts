/** @file Just enough of the protocol buffers wire format to write one file (https://protobuf.dev/programming-guides/encoding). */

/** A field ready to be written: its bytes, tag included, in pieces. */
export type Field = readonly Uint8Array[];

const VARINT = 0;
const BYTES = 2;
const FIXED32 = 5;

export const int = (field: number, value: number): Field => [varint(field * 8 + VARINT), varint(value)];

export const float = (field: number, value: number): Field => [
  varint(field * 8 + FIXED32),
  new Uint8Array(Float32Array.of(value).buffer),
];

export const bytes = (field: number, data: Uint8Array): Field => [
  varint(field * 8 + BYTES),
  varint(data.length),
  data,
];

export const string = (field: number, value: string): Field => bytes(field, new TextEncoder().encode(value));

export const message = (field: number, fields: readonly Field[]): Field => {
  const parts = fields.flat();
  const length = parts.reduce((sum, part) => sum + part.length, 0);
  return [varint(field * 8 + BYTES), varint(length), ...parts];
};

/** The file. */
export function encode(fields: readonly Field[]): Uint8Array<ArrayBuffer> {
  const parts = fields.flat();
  const all = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

/** Seven bits a byte, the lowest first; whole numbers from 0 to 2⁵³. */
function varint(value: number): Uint8Array {
  const out: number[] = [];
  let rest = value;
  while (rest >= 128) {
    out.push((rest % 128) + 128);
    rest = Math.floor(rest / 128);
  }
  return Uint8Array.of(...out, rest);
}
