/** @file The version that results carry. A test holds it to `package.json`. */

export const VERSION = "0.1.0";
