/** @file Errors on their way between threads. */

import { type TransferHandler, transferHandlers } from "comlink";
import { EngineError, type ErrorCode, named } from "../errors.ts";

interface WireError {
  readonly code: ErrorCode;
  readonly message: string;
  readonly stack: string | undefined;
}

/** Comlink keeps an error's name, message and stack. This keeps our `code` and class as well. Call it on both sides. */
export function keepErrorCodes(): void {
  const usual = transferHandlers.get("throw") as TransferHandler<{ value: unknown }, object>;
  const handler: TransferHandler<{ value: unknown }, object> = {
    canHandle: usual.canHandle,
    serialize(thrown) {
      const value = named(thrown.value);
      if (!(value instanceof EngineError)) return usual.serialize({ value });
      const { code, message, stack } = value;
      return [{ code, message, stack } satisfies WireError, []];
    },
    deserialize(wire) {
      if (!("code" in wire)) return usual.deserialize(wire);
      const { code, message, stack } = wire as WireError;
      throw Object.assign(new EngineError(code, message), { stack });
    },
  };
  transferHandlers.set("throw", handler as TransferHandler<unknown, unknown>);
}
