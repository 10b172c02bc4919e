/** @file Which of some files are pictures, which a data set, and which a model's. */

export interface DroppedFiles {
  /** The files of one model. */
  readonly model: readonly File[];
  readonly images: readonly File[];
  /** The files of one data set. */
  readonly data: readonly File[];
  /** Saved results. */
  readonly saved?: readonly File[];
}

const DATA = /\.(csv|npz|zip)$/i;

/**
 * Tells pictures from everything else, by their first bytes, else by their names. What is neither goes with the
 * model: the engine says best what it is instead.
 */
export async function sortFiles(files: Iterable<File>): Promise<DroppedFiles> {
  const data = [...files].filter(({ name }) => DATA.test(name));
  const all = [...files].filter(({ name }) => !DATA.test(name));
  const kinds = await Promise.all(all.map(kindOf));
  const of = (kind: Kind) => all.filter((_, i) => kinds[i] === kind);
  return { model: of("model"), images: of("images"), data, saved: of("saved") };
}

type Kind = "model" | "images" | "saved";

async function kindOf(file: File): Promise<Kind> {
  if (/\.json$/i.test(file.name)) return (await isSaved(file)) ? "saved" : "model";
  return (await isPicture(file)) ? "images" : "model";
}

/** What this page saves says so first; what the terminal writes names its version before its arrays. */
const isSaved = async (file: File): Promise<boolean> =>
  /"limelight"\s*:\s*"[\d.]/.test(await file.slice(0, 2 ** 17).text());

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
