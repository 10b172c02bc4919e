import { type Zippable, zipSync } from "fflate";
import { expect, test } from "vitest";
import { ask } from "../../test/ask.ts";
import { testTfjs } from "../../test/device.ts";
import { expectedOf, fixture } from "../../test/fixtures/read.ts";
import { expectClose } from "../../test/ops.ts";
import type { NamedBytes } from "./model.ts";
import { openModel } from "./open.ts";
import { unzip } from "./unzip.ts";

test.each(["keras3-layers", "keras3-nested", "keras3-sequential"])(
  "reads %s.keras as its .h5",
  async (name) => {
    const [model, old] = await Promise.all(
      ["keras", "h5"].map((ending) => openModel([fixture(`${name}.${ending}`)])),
    );
    const expected = expectedOf(`${name}.h5`);

    const { probabilities, layers } = await ask(await testTfjs(), model);

    expect(model).toMatchObject({ format: "keras", name, inputShape: expected.input });
    expect(model.layers).toEqual(old.layers);
    expectClose(probabilities, expected.probabilities, { rtol: 0, atol: 1e-5 });
    for (const [layer, numbers] of Object.entries(expected.outputs ?? {}))
      expectClose(layers.get(layer) ?? [], numbers, { rtol: 1e-4, atol: 1e-5 });
  },
);

const bytes = (text: string) => new TextEncoder().encode(text);
const zipped = (files: Zippable, name = "model.keras"): NamedBytes => ({ name, bytes: zipSync(files) });
const parts = () => {
  const files = unzip(fixture("keras3-sequential.keras"), ["config.json", "model.weights.h5"]);
  return Object.fromEntries([...files].map(([name, file]) => [name, file.bytes])) as Record<
    string,
    Uint8Array
  >;
};

test("a packed one is read, too, under any name", async () => {
  const { parameters } = expectedOf("keras3-sequential.h5");

  const model = await openModel([zipped(parts(), "mine.zip")]);

  expect(model.layers.reduce((sum, layer) => sum + layer.parameters, 0)).toBe(parameters);
});

/** Where the first local header of a name stands. */
const headerOf = (archive: Uint8Array, name: string) =>
  Buffer.from(archive.buffer).indexOf(Buffer.concat([Buffer.from([0, 0]), Buffer.from(name)])) - 28;

/** The archive with another size written in the first header of the weights. */
function claiming(size: number): NamedBytes {
  const file = zipped(parts());
  const header = headerOf(file.bytes, "model.weights.h5");
  new DataView(file.bytes.buffer).setUint32(header + 22, size, true);
  return file;
}
function damagedWithin(): NamedBytes {
  const file = zipped(parts());
  file.bytes.fill(0xff, headerOf(file.bytes, "config.json") + 60, headerOf(file.bytes, "config.json") + 90);
  return file;
}
const zeros = (length: number) => new Uint8Array(length);
const whole = () => zipped(parts()).bytes;
const cut = (length: number) => ({ name: "model.keras", bytes: whole().slice(0, length) });
const crowded = Object.fromEntries(Array.from({ length: 10_001 }, (_, i) => [`${i}`, zeros(0)]));
const twice = () => ({ name: "model.keras", bytes: Uint8Array.from([...whole(), ...whole()]) });

const cases: [what: string, file: () => NamedBytes, says: RegExp][] = [
  [
    "weights that are absurdly large",
    () => zipped({ ...parts(), "model.weights.h5": zeros(2 ** 26) }),
    /claims to hold 6\d{7} bytes/,
  ],
  ["a size that is absurd", () => claiming(2 ** 31), /claims to hold \d{10} bytes: too many for its size/],
  ["more than it says", () => claiming(100), /holds more in 'model.weights.h5' than it says/],
  ["two architectures", twice, /holds two files/],
  ["no weights", () => zipped({ "config.json": parts()["config.json"] }), /without model.weights.h5; save/],
  ["weights of another kind", () => zipped({ ...parts(), "model.weights.h5": bytes("npz") }), /is no HDF5/],
  [
    "an architecture that is no JSON",
    () => zipped({ ...parts(), "config.json": bytes("{") }),
    /is not readable JSON/,
  ],
  ["ten thousand files", () => zipped(crowded), /more than 10000 files/],
  ["something else in it", () => damagedWithin(), /is a zip archive, but damaged/],
  ["its end cut off", () => cut(5000), /is a zip archive, but cut off/],
  ["almost all cut off", () => cut(20), /is a zip archive, but cut off/],
];

test.each(cases)("refuses a .keras with %s", async (_, file, says) => {
  await expect(openModel([file()])).rejects.toThrow(
    expect.objectContaining({ code: "bad-model", message: expect.stringMatching(says) }),
  );
});
