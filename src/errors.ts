/** @file Every error this library throws on purpose. */

/** What went wrong, in a word a program can test. It survives the trip between threads; a class does not. */
export type ErrorCode =
  | "bad-model" // the model file is damaged, incomplete, inconsistent or not a model at all
  | "unsupported-layer" // a layer, op or setting that this engine does not have
  | "not-a-classifier" // a model, but not one from one image to class scores
  | "bad-image" // bytes that are no picture, or one of an unusable size
  | "bad-data" // a data set or a history that is damaged or empty, or whose labels are none of the model's
  | "bad-option" // an option out of its range
  | "shape" // sizes that do not fit together
  | "no-gradient" // what is asked about does not depend on the picture, or not in a way that can be differentiated
  | "shader"
  | "device" // no adapter, or the device was lost
  | "out-of-memory"
  | "cancelled";

/**
 * An error a person can do something about. `message` says what was wrong, with its numbers, and what helps;
 * in lower case, without a full stop.
 */
export class EngineError extends Error {
  override readonly name = "EngineError";
  readonly code: ErrorCode;

  constructor(code: ErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

/**
 * The same error, unless it is a browser's about a script that loads only when it is used and did not come, as after a newer
 * version was put on the server: then one that says so.
 */
export function named(error: unknown): unknown {
  const isMissing =
    error instanceof TypeError && /dynamically imported module|module script failed/i.test(error.message);
  if (!isMissing) return error;
  const message = `a part of the engine could not be loaded (${error.message}): reload the page, which needs the network`;
  return new EngineError("device", message, { cause: error });
}
