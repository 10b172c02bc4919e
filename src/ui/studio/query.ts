/** @file What the query of the page's address asks for, at the start. */

import type { EngineOptions } from "../../workers/protocol.ts";
import { VIEWS, type View } from "./views.ts";

interface Query {
  readonly engine: EngineOptions;
  readonly view: View | undefined;
  /** Of LIME. Nothing: as usual. */
  readonly samples: number | undefined;
  /** Whether what comes with the page is opened. */
  readonly sample: boolean;
}

/** Anybody may have written it: what is out of its range counts as not said. */
export function readQuery(search: string): Query {
  const query = new URLSearchParams(search);
  const backend = (["webgpu", "wasm", "cpu"] as const).find((name) => name === query.get("backend"));
  const samples = Number(query.get("samples"));
  return {
    engine: {
      ...(backend ? { backend } : {}),
      ...(query.get("precision") === "f16" ? { precision: "f16" } : {}),
      allowSoftware: query.has("software"),
    },
    view: VIEWS.find((view) => view === query.get("view")),
    samples: samples > 0 ? samples : undefined,
    sample: query.get("sample") !== "off",
  };
}
