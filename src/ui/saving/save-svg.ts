/** @file A drawing as a file: with its looks inside, on the page's paper. */

import { xmlText } from "../../data/svg-text.ts";
import { download } from "./save.ts";

/** What of an element's look is not in its attributes. */
const LOOKS = [
  "fill",
  "stroke",
  "stroke-width",
  "stroke-dasharray",
  "font-family",
  "font-size",
  "font-weight",
  "opacity",
];

/** The text of an SVG file that looks as the drawing does. */
export function svgText(drawing: SVGSVGElement): string {
  const copy = drawing.cloneNode(true) as SVGSVGElement;
  const [, , width, height] = (drawing.getAttribute("viewBox") ?? "0 0 100 100").split(/\s+/);
  const originals = [drawing, ...drawing.querySelectorAll<SVGElement>("*")];
  [copy, ...copy.querySelectorAll<SVGElement>("*")].forEach((element, i) => {
    const looks = getComputedStyle(originals[i]);
    for (const name of LOOKS) element.setAttribute(name, looks.getPropertyValue(name));
    for (const name of ["style", "class", "part", "tabindex", "role", "data-layer"])
      element.removeAttribute(name);
  });
  const paper = getComputedStyle(drawing).getPropertyValue("--ll-paper").trim() || "#fff";
  copy.setAttribute("xmlns", "http://www.w3.org/2000/svg");
  copy.setAttribute("width", width);
  copy.setAttribute("height", height);
  const text = xmlText(new XMLSerializer().serializeToString(copy)).replace(/<!--[\s\S]*?-->/g, "");
  return text.replace(/<svg[^>]*>/, (tag) => `${tag}<rect width="100%" height="100%" fill="${paper}"/>`);
}

export function saveSvg(drawing: SVGSVGElement, name: string): void {
  download(new Blob([svgText(drawing)], { type: "image/svg+xml" }), `${name}.svg`);
}
