/** @file Files that were dropped or pasted, and which of them are a model's. */

/** By their names: the engine finds out what they really are. */
export const isModelFile = ({ name }: File): boolean =>
  /\.(h5|hdf5|keras|json|bin|onnx|pb|pth?|pkl|tflite|zip)$/i.test(name) || /shard\d+of\d+/i.test(name);

export const filesOf = (data: DataTransfer | null): File[] => [...(data?.files ?? [])];
