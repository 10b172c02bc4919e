/** @file Small picture files that no encoder at hand writes. */

/** A gray JPEG of 6x4 pixels, [y][x] = 40 x + 10 y within 1, as PIL 9.4 writes it at quality 95. */
export const grayJpeg = Uint8Array.from(
  atob(
    "/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAAIBAQEBAQIBAQECAgICAgQDAgICAgUEBAMEBgUGBgYFBgYGBwkIBgcJBwYGCAsICQoKCgoKBggLDAsKDAkKCgr/wAAL" +
      "CAAEAAYBAREA/8QAFAABAAAAAAAAAAAAAAAAAAAAB//EACAQAAACCwAAAAAAAAAAAAAAAAACAQMGBwoXJUFFUmH/2gAIAQEAAD8ATocR2zJSBPT8WrujYnB//9k=",
  ),
  (c) => c.charCodeAt(0),
);

/** A JPEG with an EXIF segment that only has this orientation. */
export const oriented = (jpeg: Uint8Array, orientation: number): Uint8Array<ArrayBuffer> => {
  const tiff = [
    0x4d,
    0x4d,
    0,
    42,
    0,
    0,
    0,
    8,
    0,
    1,
    0x01,
    0x12,
    0,
    3,
    0,
    0,
    0,
    1,
    0,
    orientation,
    0,
    0,
    0,
    0,
    0,
    0,
  ];
  const exif = [...new TextEncoder().encode("Exif\0\0"), ...tiff];
  return Uint8Array.of(0xff, 0xd8, 0xff, 0xe1, 0, exif.length + 2, ...exif, ...jpeg.subarray(2));
};
