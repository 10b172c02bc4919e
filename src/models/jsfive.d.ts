declare module "jsfive" {
  interface Attributes {
    readonly [name: string]: unknown;
  }
  export class Dataset {
    readonly shape: number[];
    readonly dtype: string;
    /** Flat, row by row. */
    readonly value: number[];
  }
  export class Group {
    readonly keys: string[];
    readonly attrs: Attributes;
    get(path: string): Group | Dataset | undefined;
  }
  export class File extends Group {
    constructor(buffer: ArrayBuffer, name: string);
  }
}
