/** @file Which backend runs here, and why. */

import { EngineError } from "../errors.ts";
import { oneOf } from "../explainers/checks.ts";
import type { Tfjs } from "../graph/graph.ts";
import type { TuningMemory } from "../kernels/autotune.ts";
import type { Backend } from "../kernels/backend.ts";
import { openWebgpu } from "../kernels/plan.ts";
import type { TfjsOptions } from "../kernels/tfjs.ts";
import type { EngineOptions, FallbackCause } from "./protocol.ts";

/** What differs between a browser and Node. */
export interface BackendSources {
  /** WebGPU, where there is any. */
  gpu(): Promise<GPU | undefined>;
  wasmPaths(): Promise<NonNullable<TfjsOptions["wasmPaths"]>>;
  /** Where to remember which kernels are fastest. */
  tuning(): Promise<TuningMemory>;
}

export interface ChosenBackend {
  readonly backend: Backend;
  /** Why not WebGPU on a GPU; empty where it is. */
  readonly reason: string;
  readonly cause?: FallbackCause;
}

/**
 * The backend asked for, else WebGPU on a real adapter, else TensorFlow.js on wasm, else on plain JavaScript: a
 * software adapter is several times slower than wasm on the same processor, so it must be asked for. Throws
 * EngineError("bad-option") for a backend or a precision that there is not.
 */
export async function openBackend(
  { backend: asked, allowSoftware = asked === "webgpu", tuning = "auto", precision }: EngineOptions,
  sources: BackendSources,
): Promise<ChosenBackend> {
  if (asked) oneOf("backend", asked, ["webgpu", "wasm", "cpu"]);
  if (precision) oneOf("precision", precision, ["f32", "f16"]);
  const tfjs = async (name: "wasm" | "cpu") => {
    const { openTfjs } = await import("../kernels/tfjs.ts");
    return openTfjs(name, name === "wasm" ? { wasmPaths: await sources.wasmPaths() } : {});
  };
  let beside: Promise<Backend> | undefined;
  if (asked === "wasm" || asked === "cpu")
    return { backend: await tfjs(asked), reason: `${asked} was asked for`, cause: "asked" };

  let reason: string;
  let cause: FallbackCause = "missing";
  try {
    const memory = tuning === "off" ? undefined : await sources.tuning();
    const gpu = await sources.gpu();
    if (gpu) cause = "refused";
    const backend = await openWebgpu({
      gpu,
      tuning: memory,
      tuneSoftware: tuning === "always",
      precision,
      tfjs: () => (beside ??= tfjs("wasm").catch(() => tfjs("cpu"))),
    });
    if (!backend.software) return { backend, reason: "" };
    if (allowSoftware)
      return { backend, reason: "a software adapter was asked for or allowed", cause: "asked" };
    reason = `there is no WebGPU adapter but ${backend.adapter}`;
    cause = "software";
    backend.dispose();
  } catch (error) {
    if (asked === "webgpu" || !(error instanceof EngineError)) throw error;
    reason = error.message;
  }
  try {
    return { backend: await tfjs("wasm"), reason, cause };
  } catch (error) {
    return {
      backend: await tfjs("cpu"),
      cause,
      reason: `${reason}; and wasm did not start: ${(error as Error).message}`,
    };
  }
}

/** The functions of TensorFlow.js, for reading a model with steps that only they can compute. */
export const loadTfjs = async (): Promise<Tfjs> => (await import("../kernels/tfjs.ts")).loadTfjs();
