/** @file The files within folders that are dropped. */

/** One more than the engine reads, which then says so. */
const MOST_FILES = 500_001;

/**
 * What was dropped, where there is a folder among it; nothing where there is none. Ask before the event is over: then the browser
 * forgets it.
 */
export function droppedFolders({ items }: DataTransfer): FileSystemEntry[] | undefined {
  const entries = [...items].flatMap((item) => item.webkitGetAsEntry?.() ?? []);
  return entries.some(({ isDirectory }) => isDirectory) ? entries : undefined;
}

/**
 * All files within, with their paths as a dialog for folders gives them. What cannot be read stands as an empty file, so that it is
 * counted among what is left out.
 */
export async function filesWithin(entries: readonly FileSystemEntry[]): Promise<File[]> {
  const files: File[] = [];
  const left = [...entries];
  while (left.length > 0 && files.length < MOST_FILES) {
    const entry = left.shift()!;
    if (entry.isDirectory) left.unshift(...(await childrenOf(entry as FileSystemDirectoryEntry)));
    else files.push(withPath(await fileOf(entry as FileSystemFileEntry), entry.fullPath.replace(/^\//, "")));
  }
  return files;
}

/** A folder with a model's files and no picture is a model, in parts; any other is a data set. */
export const isModelFolder = (files: readonly File[]): boolean =>
  files.some(({ name }) => /\.(h5|hdf5|keras|onnx|json)$/i.test(name)) &&
  !files.some(({ name }) => /\.(png|jpe?g|gif|webp|avif|bmp|csv|npz)$/i.test(name));

/** Browsers give them a hundred at a time. A folder that cannot be read is itself what cannot be read. */
async function childrenOf(folder: FileSystemDirectoryEntry): Promise<FileSystemEntry[]> {
  const { name, fullPath } = folder;
  const unread = {
    isDirectory: false,
    name,
    fullPath,
    file: (give: FileCallback) => give(new File([], name)),
  };
  const reader = folder.createReader();
  const children: FileSystemEntry[] = [];
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((resolve) =>
      reader.readEntries(resolve, () => {
        children.push(unread as unknown as FileSystemEntry);
        resolve([]);
      }),
    );
    if (some.length === 0 || children.length >= MOST_FILES) return children;
    children.push(...some);
  }
}

const fileOf = (entry: FileSystemFileEntry) =>
  new Promise<File>((resolve) => entry.file(resolve, () => resolve(new File([], entry.name))));

/** Only a dialog sets the path of a file. */
const withPath = (file: File, path: string): File =>
  Object.defineProperty(file, "webkitRelativePath", { value: path });
