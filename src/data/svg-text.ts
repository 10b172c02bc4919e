/** @file Text in an SVG file, so that the file stays XML whatever it says. */

/** What XML 1.0 has no place for (https://www.w3.org/TR/xml/#charsets): most control characters, halves of a pair. */
const NOT_XML = /[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu;

/** A sign in place of each character that cannot stand in XML. */
export const xmlText = (text: string): string => text.replace(NOT_XML, "\ufffd");

/** As it stands between tags, and in an attribute. */
export const escaped = (text: string): string =>
  xmlText(text).replace(/[&<>"]/g, (letter) => `&#${letter.charCodeAt(0)};`);
