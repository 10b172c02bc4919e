/** @file The elements in JSX: what `tsc` lets through and what not. */

import { expect, test } from "vitest";
import type { LimelightElements } from "../src/ui/define.ts";

/** As React extends its own. */
interface IntrinsicElements extends LimelightElements {}

const props = <Name extends keyof IntrinsicElements>(_: Name, given: IntrinsicElements[Name]) => given;

test("properties and events of elements have types in JSX", () => {
  const given = props("limelight-lime", {
    ...{ model: "model.h5", src: "face.png", samples: 100, className: "wide", key: 1 },
    "onlimelight-error": ({ detail }) => detail.message.trim(),
  });
  // @ts-expect-error a number is no text
  props("limelight-lime", { samples: "100" });
  // @ts-expect-error no element has it
  props("limelight-saliency", { sample: 100 });

  expect(given.samples).toBe(100);
});
