/**
 * @file Rows of a CSV file (RFC 4180, but that no cell goes over the end of a line), from its bytes as they come.
 *
 * A file of pictures as text is hundreds of megabytes: here no more of it is held than a chunk and a line, and none of it becomes
 * text that the caller does not ask for.
 */

export interface CsvRow {
  /** From 1. */
  readonly line: number;
  /** Without quotes and outer blanks. They are views: valid until the next rows are asked for. */
  readonly cells: readonly Uint8Array[];
}

/** Rows that came together, and the bytes read when they had. A line that is too long has no cells. */
export interface CsvRows {
  readonly rows: readonly CsvRow[];
  readonly bytes: number;
}

/** Longer lines are not read: a picture of 512 × 512 in colour is shorter. */
const LONGEST = 2 ** 22; // bytes
const [NEWLINE, QUOTE, BLANK, RETURN, TAB] = [10, 34, 32, 13, 9];

/** Empty lines are left out. The separator is a comma, or else what the first line has: a semicolon or a tab. */
export async function* csvRows(stream: ReadableStream<Uint8Array>): AsyncGenerator<CsvRows, void> {
  const reader = stream.getReader();
  let rest: Uint8Array = new Uint8Array(0);
  let [line, bytes] = [0, 0];
  let tooLong = false;
  let separator: number | undefined;
  try {
    for (let done = false; !done; ) {
      const read = await reader.read();
      done = read.done;
      const chunk = read.value ?? Uint8Array.of(NEWLINE); // the last line may have no end
      bytes += read.value?.length ?? 0;
      const text = rest.length ? joined(rest, chunk) : chunk;
      const rows: CsvRow[] = [];
      let start = 0;
      for (let end = text.indexOf(NEWLINE, rest.length); end >= 0; end = text.indexOf(NEWLINE, start)) {
        line++;
        const row = trimmed(line === 1 ? withoutMark(text.subarray(start, end)) : text.subarray(start, end));
        separator ??= separatorOf(row);
        if (tooLong || row.length > LONGEST) rows.push({ line, cells: [] });
        else if (row.length) rows.push({ line, cells: cellsOf(row, separator) });
        tooLong = false;
        start = end + 1;
      }
      rest = text.slice(start);
      if (rest.length > LONGEST) {
        tooLong = true;
        rest = new Uint8Array(0);
      }
      if (rows.length || done) yield { rows, bytes };
    }
  } finally {
    await reader.cancel();
  }
}

/** A cell's text. */
export const textOf = (cell: Uint8Array): string => new TextDecoder().decode(cell);

/** Names of columns, for comparing. */
export const headerOf = ({ cells }: CsvRow): string[] => cells.map((cell) => textOf(cell).toLowerCase());

function cellsOf(row: Uint8Array, separator: number): Uint8Array[] {
  const cells: Uint8Array[] = [];
  for (let start = 0; start <= row.length; ) {
    let end = row.indexOf(separator, start);
    if (end < 0) end = row.length;
    const from = skipBlanks(row, start);
    if (row[from] === QUOTE) {
      let close = row.indexOf(QUOTE, from + 1);
      while (close >= 0 && row[close + 1] === QUOTE) close = row.indexOf(QUOTE, close + 2);
      if (close < 0) close = row.length; // no end: the rest of the line
      cells.push(unescaped(row.subarray(from + 1, close)));
      const next = row.indexOf(separator, close);
      end = next < 0 ? row.length : next;
    } else cells.push(trimmed(row.subarray(start, end)));
    start = end + 1;
  }
  return cells;
}

/** Two quotes are one. */
function unescaped(cell: Uint8Array): Uint8Array {
  let isSecond = false;
  return cell.filter((byte) => {
    isSecond = byte === QUOTE && !isSecond;
    return byte !== QUOTE || isSecond;
  });
}

const isBlank = (byte: number | undefined) => byte === BLANK || byte === RETURN || byte === TAB;

function skipBlanks(row: Uint8Array, from: number): number {
  let at = from;
  while (row[at] === BLANK) at++;
  return at;
}

function trimmed(cell: Uint8Array): Uint8Array {
  let [from, to] = [0, cell.length];
  while (from < to && isBlank(cell[from])) from++;
  while (to > from && isBlank(cell[to - 1])) to--;
  return cell.subarray(from, to);
}

/** Spreadsheets begin UTF-8 with a byte-order mark. */
const withoutMark = (row: Uint8Array) =>
  row[0] === 0xef && row[1] === 0xbb && row[2] === 0xbf ? row.subarray(3) : row;

const separatorOf = (row: Uint8Array): number => [44, 59, TAB].find((byte) => row.includes(byte)) ?? 44; // , ; tab

function joined(a: Uint8Array, b: Uint8Array): Uint8Array {
  const both = new Uint8Array(a.length + b.length);
  both.set(a);
  both.set(b, a.length);
  return both;
}
