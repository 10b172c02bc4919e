import { expect, test } from "vitest";
import type { Layer } from "./model.ts";
import { modelGraph } from "./model-graph.ts";

const layer = (name: string, inputs: string[], inner?: Layer[]): Layer => ({
  ...{ name, type: "T", outputShape: [name.length], parameters: 1, trainable: 1, multiplyAdds: 2, inputs },
  ...(inner ? { layers: inner } : {}),
});
const arrows = (graph: ReturnType<typeof modelGraph>) => graph.edges.map(({ from, to }) => `${from} ${to}`);

/** image → block(in → conv → relu) → join; image → join. */
const layers = [
  layer("image", []),
  layer("block", ["image"], [layer("in", []), layer("conv", ["in"]), layer("relu", ["conv"])]),
  layer("join", ["block", "image"]),
];

test("arrows go through a box from layer to layer", () => {
  const graph = modelGraph({ layers });

  expect(graph.nodes.map(({ id, parent }) => [id, parent])).toEqual([
    ["image", undefined],
    ["block", undefined],
    ["block/in", "block"],
    ["block/conv", "block"],
    ["block/relu", "block"],
    ["join", undefined],
  ]);
  expect(arrows(graph).sort()).toEqual([
    "block/conv block/relu",
    "block/in block/conv",
    "block/relu join",
    "image block/in",
    "image join",
  ]);
  expect(graph.edges.find(({ to }) => to === "join")!.shape).toEqual(["relu".length]);
});

test("a box can be drawn as one node", () => {
  const graph = modelGraph({ layers }, { nested: false });

  expect(graph.nodes.map(({ id }) => id)).toEqual(["image", "block", "join"]);
  expect(arrows(graph)).toEqual(["image block", "block join", "image join"]);
});

test("the same name within and outside is two nodes, and boxes stand in boxes", () => {
  const twice = [layer("conv", []), layer("a", ["conv"], [layer("b", [], [layer("conv", [])])])];

  const graph = modelGraph({ layers: twice });

  expect(graph.nodes.map(({ id }) => id)).toEqual(["conv", "a", "a/b", "a/b/conv"]);
  expect(arrows(graph)).toEqual(["conv a/b/conv"]);
});

test("what a layer reads and no row stands for is left out", () => {
  expect(modelGraph({ layers: [layer("conv", ["placeholder"])] }).edges).toEqual([]);
});

test("a shared layer has an arrow for each layer it reads, itself included", () => {
  const shared = [layer("in", []), layer("shared", ["in", "shared", "in"]), layer("out", ["shared"])];

  expect(arrows(modelGraph({ layers: [layer("box", [], shared), layer("end", ["box"])] }))).toEqual([
    ...["box/in box/shared", "box/shared box/shared", "box/shared box/out", "box/out end"],
  ]);
});
