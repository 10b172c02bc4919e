import { expect, test } from "vitest";
import { layoutGraph } from "./graph-layout.ts";
import type { Layer } from "./model.ts";

const layer = (name: string, ...inputs: string[]): Layer => ({
  ...{ name, type: "Conv2D", outputShape: [4, 4, 1], parameters: 0, trainable: 0, multiplyAdds: 0, inputs },
});

test("layers stand in ranks, branches side by side, and no two boxes overlap", async () => {
  const layers = [layer("a"), layer("b", "a"), layer("c", "a"), layer("d", "b", "c"), layer("e", "d")];
  const { nodes, edges, width, height } = await layoutGraph({ layers });
  const at = Object.fromEntries(nodes.map((node) => [node.name, node]));

  expect([at.a.y < at.b.y, at.b.y === at.c.y, at.c.y < at.d.y, at.d.y < at.e.y]).toEqual([
    true,
    true,
    true,
    true,
  ]);
  expect(Math.abs(at.b.x - at.c.x)).toBeGreaterThanOrEqual(at.b.width);
  expect(edges).toHaveLength(5);
  for (const { x, y, ...box } of nodes) {
    expect(x >= 0 && x + box.width <= width && y >= 0 && y + box.height <= height).toBe(true);
  }
});

test("boxes are as wide as their longest text, within bounds", async () => {
  const widthWith = async (...names: string[]) => {
    const { nodes } = await layoutGraph({ layers: names.map((name) => layer(name)) });
    return new Set(nodes.map(({ width }) => width));
  };

  expect(await widthWith("a", "b")).toEqual(new Set([176]));
  expect(await widthWith("a", "batch_normalization_1")).toEqual(new Set([215])); // 21 letters, "4×4×1", 24 px
  expect(await widthWith("a", "x".repeat(99))).toEqual(new Set([256]));
});

test("each arrow goes from one box's edge to the other's", async () => {
  const { nodes, edges } = await layoutGraph({ layers: [layer("a"), layer("b", "a")] });
  const [a, b] = nodes;
  const { points } = edges[0];

  expect(points[1]).toBeCloseTo(a.y + a.height);
  expect(points.at(-1)).toBeCloseTo(b.y);
});

test("too many layers are refused in words", async () => {
  const layers = Array.from({ length: 2001 }, (_, i) => layer(`l${i}`));
  await expect(layoutGraph({ layers })).rejects.toThrow("the plot of 2001 layers is too large");
});
