/** @file Mean explanations in files. */

import { displayRange } from "../../explainers/saliency-reduce.ts";
import { colourIndex, colourTable } from "../../images/colour-map.ts";
import { encodePng } from "../../images/encode-png.ts";
import { writeNpy } from "../../images/npy.ts";
import type { Picture } from "../../images/picture.ts";
import type { AverageResult } from "../../index.node.ts";
import { className, openFolder } from "../folder.ts";
import { resultText } from "../json.ts";

/**
 * `3-happy.png` and `.npy` for each true class, `3-happy-as-4-sad.png` and `.npy` for each cell; signed maps are blue to orange about
 * zero, others inferno. `3-happy-pictures.png` is the mean of the class's pictures themselves. `pick-1.png`, … are the picked
 * pictures. `average.json` has everything, and can be resumed.
 */
export function writeAverage(folder: string, result: AverageResult, picked: readonly Picture[]): void {
  const save = openFolder(folder);
  const { classes, cells, perClass, size, signed } = result;
  const write = (name: string, map: ArrayLike<number>) => {
    const numbers = Float32Array.from(map);
    save(`${name}.npy`, writeNpy(size, numbers));
    save(`${name}.png`, encodePng(painted(numbers, size, signed)));
  };
  for (const { class: index, map, image } of perClass) {
    write(className(index, classes), map);
    save(`${className(index, classes)}-pictures.png`, encodePng(grayPicture(image, size)));
  }
  for (const { true: label, predicted, map } of cells)
    write(`${className(label, classes)}-as-${className(predicted, classes)}`, map);
  picked.forEach((picture, i) => void save(`pick-${i + 1}.png`, encodePng(picture)));
  save("average.json", new TextEncoder().encode(resultText(result)));
}

function painted(
  map: Float32Array<ArrayBuffer>,
  [height, width]: AverageResult["size"],
  signed: boolean,
): Picture {
  const range = displayRange(map, signed);
  const table = colourTable(signed ? "blue-orange" : "inferno");
  const data = new Uint8Array(3 * map.length);
  map.forEach((value, i) => {
    const at = range[1] > range[0] ? 3 * colourIndex(value, range) : 0;
    data.set(table.subarray(at, at + 3), 3 * i);
  });
  return { height, width, channels: 3, data, range: [0, 255] };
}

const grayPicture = (image: ArrayLike<number>, [height, width]: AverageResult["size"]): Picture => ({
  ...{ height, width, channels: 1, range: [0, 1] },
  data: Float64Array.from(image),
});
