/** @file How many workgroups a dispatch takes. */

/** WebGPU promises this many workgroups along each axis; half of it keeps the arithmetic in powers of two. */
const MOST = 32768;

/** One workgroup for each of `elements` of each sample: `let i = group.y * groups.x + group.x;`. */
export const oneEach =
  (elements: number) =>
  (batch: number): [x: number, y: number, z: number] => {
    const groups = elements * batch;
    return [Math.min(groups, MOST), Math.ceil(groups / MOST), 1];
  };

/**
 * One thread for each of `elements` of each sample, all samples in one row, in workgroups of 64 that spill from x
 * into y. In WGSL: `let i = id.y * groups.x * 64u + id.x;` and leave if `i >= arrayLength(&y)`.
 */
export const flat =
  (elements: number) =>
  (batch: number): [x: number, y: number, z: number] => {
    const groups = Math.ceil((elements * batch) / 64);
    return [Math.min(groups, MOST), Math.ceil(groups / MOST), 1];
  };
