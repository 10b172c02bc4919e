/** @file How far the files of a model are on their way. */

/** How far opening a model is, before it is put together. */
export interface OpenProgress {
  /** Bytes that have come, of all files. */
  readonly bytes: number;
  /** Bytes of all files. Nothing while that is not known of one: servers need not say it. */
  readonly totalBytes?: number;
  /** Files that have come whole. */
  readonly files: number;
  /** Files there are, as far as is known. */
  readonly totalFiles: number;
}

/** Hears how many bytes of a file have come, and of how many where that is known. */
export type OnBytes = (bytes: number, totalBytes: number | undefined) => void;

/** Adds up files. Returns what gives each its own ear. */
export function addUp(onProgress: (progress: OpenProgress) => void): () => OnBytes {
  const files: { bytes: number; total: number | undefined }[] = [];
  const tell = () => {
    const bytes = files.reduce((sum, file) => sum + file.bytes, 0);
    const known = files.every(({ total }) => total !== undefined);
    onProgress({
      bytes,
      ...(known ? { totalBytes: files.reduce((sum, { total }) => sum + total!, 0) } : {}),
      files: files.filter((file) => file.bytes === file.total).length,
      totalFiles: files.length,
    });
  };
  return () => {
    const file: (typeof files)[number] = { bytes: 0, total: undefined };
    files.push(file);
    return (bytes, total) => {
      Object.assign(file, { bytes, total });
      tell();
    };
  };
}

/** Progress comes no faster than a screen shows it. */
const FRAME = 33; // milliseconds

/** Leaves out what comes too soon after the one before. */
export function atFrames<T>(hear: (value: T) => void): (value: T) => void {
  let due = 0;
  return (value) => {
    const now = performance.now();
    if (now < due) return;
    due = now + FRAME;
    hear(value);
  };
}
