/** @file Rows as CSV (RFC 4180, with plain line feeds). */

/** Cells that need it are quoted; nothing stays empty. */
export const csvText = (rows: readonly (readonly (string | number | undefined)[])[]): string =>
  rows.map((row) => `${row.map(cell).join(",")}\n`).join("");

const cell = (value: string | number | undefined): string => {
  const text = String(value ?? "");
  return /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
};
