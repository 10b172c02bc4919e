/**
 * @file Superpixels: which algorithm, with which settings.
 *
 * Options bear scikit-image's own names and defaults, so that a call can be copied over from Python.
 */

/** `skimage.segmentation.quickshift` (Vedaldi and Soatto, 2008). */
export interface QuickshiftOptions {
  readonly algorithm: "quickshift";
  /** Weight of colour against distance, 0…1. Default: 1. */
  readonly ratio?: number;
  /** Width of the Gaussian of the density, in pixels, at least 1. Default: 5. */
  readonly kernel_size?: number;
  /** Longest link between two pixels. Default: 10. */
  readonly max_dist?: number;
  /** Blur beforehand, in pixels. Default: 0. */
  readonly sigma?: number;
  /** Work in CIE L*a*b*. Default: true. */
  readonly convert2lab?: boolean;
  /** Seed of the noise that breaks ties (scikit-image 0.19: `default_rng(seed)`). Default: 42. */
  readonly random_seed?: number;
}

/** `skimage.segmentation.slic` (Achanta et al., 2012). */
export interface SlicOptions {
  readonly algorithm: "slic";
  /** About how many superpixels. Default: 100. */
  readonly n_segments?: number;
  /** Weight of distance against colour. Default: 10. */
  readonly compactness?: number;
  /** Rounds of k-means. Default: 10. */
  readonly max_num_iter?: number;
  /** Blur beforehand, in pixels. Default: 0. */
  readonly sigma?: number;
  /** Default: true, for colour pictures. */
  readonly convert2lab?: boolean;
  /** Default: true. */
  readonly enforce_connectivity?: boolean;
  /** Default: 0.5. */
  readonly min_size_factor?: number;
  /** Default: 3. */
  readonly max_size_factor?: number;
  /** The lowest label, 0 or 1. Default: 1, as in scikit-image 0.19; LIME expects 0. */
  readonly start_label?: number;
}

/** `skimage.segmentation.felzenszwalb` (Felzenszwalb and Huttenlocher, 2004). */
export interface FelzenszwalbOptions {
  readonly algorithm: "felzenszwalb";
  /** Larger gives larger superpixels. Default: 1. */
  readonly scale?: number;
  /** Blur beforehand, in pixels. Default: 0.8. */
  readonly sigma?: number;
  /** Fewest pixels in a superpixel. Default: 20. */
  readonly min_size?: number;
}

/** Rectangles of equal size. */
export interface GridOptions {
  readonly algorithm: "grid";
  /** Default: 8. */
  readonly rows?: number;
  /** Default: 8. */
  readonly columns?: number;
}

/** A label map the caller made: one whole number from 0 for each pixel, row by row. */
export interface GivenLabels {
  readonly algorithm: "labels";
  readonly height: number;
  readonly width: number;
  readonly labels: ArrayLike<number>;
}

export type SegmentationOptions =
  | QuickshiftOptions
  | SlicOptions
  | FelzenszwalbOptions
  | GridOptions
  | GivenLabels;

/** A label map. */
export interface Segments {
  readonly height: number;
  readonly width: number;
  /** Number of distinct labels. */
  readonly count: number;
  /** [height, width], row by row. */
  readonly labels: Uint32Array<ArrayBuffer>;
}
