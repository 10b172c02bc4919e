import { expect, test } from "vitest";
import "../define.ts";

test("a map is painted anew in the size its element gets, also after it was moved", async () => {
  const map = Object.assign(document.createElement("limelight-heat-map"), {
    values: Float32Array.of(0, 1, 2, 3),
    size: [2, 2] as const,
    range: [0, 3] as const,
  });
  map.style.width = "100px";
  document.body.append(map);
  await map.updateComplete;
  const seen: number[] = [];
  const { prototype } = customElements.get("limelight-heat-map")!;
  const updated = prototype.updated as (this: unknown, changed: unknown) => void;
  prototype.updated = function (changed: unknown) {
    updated.call(this, changed);
    seen.push(map.clientWidth);
  };

  map.style.width = "180px";
  await expect.poll(() => seen.at(-1)).toBe(180);
  map.remove();
  document.body.append(map);
  map.style.width = "60px";
  await expect.poll(() => seen.at(-1)).toBe(60);

  prototype.updated = updated;
  map.remove();
});
