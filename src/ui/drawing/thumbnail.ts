/** @file A small picture of a file. */

import type { Picture } from "../../images/picture.ts";
import { bitmapOf } from "./picture-canvas.ts";

/** An address for `<img>`: of the file itself, or of its decoded pixels where a browser has no decoder for it. */
export async function thumbnailOf(file: File, picture: Picture): Promise<string> {
  if (!file.name.toLowerCase().endsWith(".npy")) return URL.createObjectURL(file);
  const blob = await new Promise<Blob | null>((resolve) => bitmapOf(picture).toBlob(resolve));
  return blob ? URL.createObjectURL(blob) : "";
}
