/** @file What `build/faces.mjs` runs: draws the sets of faces, or scores LIME on those held out. */

import { join } from "node:path";
import { parseArgs } from "node:util";
import { createEngine } from "../../src/index.node.ts";
import { report } from "./report.ts";
import { scoreFaces } from "./score.ts";
import { numbersOf, SETS } from "./sets.ts";
import { writeHeldOut, writeSamples, writeSets } from "./write.ts";

/** Does a task in the folder of this example, and says the exit code. */
export async function run([task, ...words]: readonly string[], folder: string): Promise<number> {
  const options = {
    backend: { type: "string", default: "wasm" },
    count: { type: "string", default: "100" },
    set: { type: "string", default: "heldOut" },
    superpixels: { type: "string" },
  } as const;
  const { values, positionals } = parseArgs({ args: [...words], options, allowPositionals: true });
  if (task === "write" && positionals.length === 1) writeSets(positionals[0]);
  else if (task === "pack") {
    writeHeldOut(folder);
    writeSamples(join(folder, "../../public/sample"));
  } else if (task === "score")
    return score(values.backend as "wasm", values.set as "heldOut", Number(values.count), folder);
  else {
    console.error(
      "write FOLDER, pack, or score [--backend wasm|webgpu] [--set heldOut|validation] [--count 100]",
    );
    return 1;
  }
  return 0;
}

async function score(backend: "wasm" | "webgpu", set: keyof typeof SETS, count: number, folder: string) {
  const engine = await createEngine({ backend });
  try {
    const model = await engine.open(`${folder}/faces.h5`);
    const found = [];
    for await (const face of scoreFaces(engine, model, numbersOf({ ...SETS[set], count }))) {
      found.push(face);
      if (found.length % 10 === 0) console.error(`${found.length} of ${count}`);
    }
    console.log(report(found));
    return 0;
  } finally {
    await engine.dispose();
  }
}
