/** @file Which of some files are pictures, which a data set, and which a model's. */

export interface DroppedFiles {
  /** The files of one model. */
  readonly model: readonly File[];
  readonly images: readonly File[];
  /** The files of one data set. */
  readonly data: readonly File[];
}

const DATA = /\.(csv|npz|zip)$/i;

/**
 * Tells pictures from everything else, by their first bytes, else by their names. What is neither goes with the
 * model: the engine says best what it is instead.
 */
export async function sortFiles(files: Iterable<File>): Promise<DroppedFiles> {
  const data = [...files].filter(({ name }) => DATA.test(name));
  const all = [...files].filter(({ name }) => !DATA.test(name));
  const isImage = await Promise.all(all.map(isPicture));
  return { model: all.filter((_, i) => !isImage[i]), images: all.filter((_, i) => isImage[i]), data };
}

/** How files of pictures begin, after `skip` bytes. */
const SIGNATURES: readonly (readonly [text: string, skip?: number])[] = [
  ["\x89PNG"],
  ["\xff\xd8\xff"], // JPEG
  ["GIF8"],
  ["WEBP", 8],
  ["ftypavif", 4],
  ["ftyphei", 4],
  ["BM"],
  ["\x93NUMPY"],
];

async function isPicture(file: File): Promise<boolean> {
  if (/\.(h5|hdf5|keras|json|bin|onnx|data)$/i.test(file.name)) return false; // a shard's bytes may begin like anything
  const bytes = new Uint8Array(await file.slice(0, 16).arrayBuffer());
  const start = String.fromCharCode(...bytes);
  if (SIGNATURES.some(([text, skip = 0]) => start.startsWith(text, skip))) return true;
  return file.type.startsWith("image/") || /\.(png|jpe?g|gif|webp|avif|heic|bmp|npy)$/i.test(file.name);
}
