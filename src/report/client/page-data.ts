/** Unpacks the columns that stand in the page when somebody asks for them. Runs in the page, first. */
import type { PackedColumn, PackedHeader } from '../packed-columns.ts';
import type { PageColumns } from '../page-events.ts';
import type { ReportPayload } from '../tables/payload.ts';

/** As in `packed-columns`, which a script of the page cannot import. */
const MISSING = -32768;
const INFINITE = 32767;
const NO_INTEGER = -2147483648;

const known = new Map<string, Promise<PageColumns | undefined>>();

async function readBlock(name: string): Promise<PageColumns | undefined> {
  const text = document.getElementById(`block-${name}`)?.textContent;
  if (!text) return undefined;
  const gzip = Uint8Array.from(atob(text), (char) => char.charCodeAt(0));
  const stream = new Blob([gzip]).stream().pipeThrough(new DecompressionStream('gzip'));
  return openColumns(new Uint8Array(await new Response(stream).arrayBuffer()));
}

interface Place {
  readonly column: PackedColumn;
  readonly at: number;
}

function openColumns(block: Uint8Array<ArrayBuffer>): PageColumns {
  const size = new DataView(block.buffer).getUint32(0, true);
  const text = (from: number, bytes: number) => new TextDecoder().decode(block.subarray(from, from + bytes));
  const { rows, columns } = JSON.parse(text(4, size)) as PackedHeader;
  const places = new Map<string, Place>();
  let at = 4 + size;
  for (const column of columns) {
    places.set(column.name, { column, at });
    at += column.form === 'lines' ? column.bytes : column.form === 'words' ? 2 * rows : 4 * rows;
  }
  const placeOf = (name: string): Place => {
    const place = places.get(name);
    if (place === undefined) throw new RangeError(`the page has no column '${name}'`);
    return place;
  };
  /** Their lowest bytes stand first, then the next ones. */
  const integersAt = (from: number, bytes: number): Int32Array => {
    const unused = 32 - 8 * bytes;
    return Int32Array.from({ length: rows }, (_, row) => {
      let value = 0;
      for (let byte = 0; byte < bytes; byte++) value |= (block[from + byte * rows + row] as number) << (8 * byte);
      return (value << unused) >> unused;
    });
  };
  const decimals = (from: number, toNumber: (mantissa: number, exponent: number) => number): Float64Array => {
    const mantissas = integersAt(from, 2);
    const exponents = integersAt(from + 2 * rows, 2);
    return Float64Array.from(mantissas, (mantissa, row) => {
      if (mantissa === MISSING) return Number.NaN;
      if (Math.abs(mantissa) === INFINITE) return mantissa * Number.POSITIVE_INFINITY;
      return toNumber(mantissa, exponents[row] as number);
    });
  };
  const integers = (from: number): Float64Array =>
    Float64Array.from(integersAt(from, 4), (value) => (value === NO_INTEGER ? Number.NaN : value));
  const remembered = new Map<string, unknown>();
  const once = <T>(key: string, make: () => T): T => {
    if (!remembered.has(key)) remembered.set(key, make());
    return remembered.get(key) as T;
  };
  return {
    rows,
    has: (name) => places.has(name),
    numbers: (name) =>
      once(`numbers ${name}`, () => {
        const { column, at: from } = placeOf(name);
        return column.form === 'integers' ? integers(from) : decimals(from, decimal);
      }),
    log10: (name) =>
      once(`log10 ${name}`, () => decimals(placeOf(name).at, (mantissa, exponent) => Math.log10(mantissa) + exponent)),
    text: (name) =>
      once(`text ${name}`, () => {
        const { column, at: from } = placeOf(name);
        if (column.form === 'lines') return text(from, column.bytes).split('\n');
        const words = column.form === 'words' ? column.words : [];
        return Array.from(integersAt(from, 2), (code) => words[code] as string);
      }),
  };
}

const powers = Array.from({ length: 23 }, (_, k) => 10 ** k);

/** The double nearest to the decimal: both factors are exact up to 10^22. */
function decimal(mantissa: number, exponent: number): number {
  if (exponent <= 0 && exponent > -23) return mantissa / (powers[-exponent] as number);
  return Number(`${mantissa}e${exponent}`);
}

const block = (name: string) => {
  const before = known.get(name);
  if (before !== undefined) return before;
  const reading = readBlock(name);
  known.set(name, reading);
  return reading;
};

const payload = JSON.parse(document.getElementById('payload')?.textContent ?? '{}') as ReportPayload;

async function genesOf(contrast: string): Promise<PageColumns | undefined> {
  const own = await block(`genes-${contrast}`);
  if (own === undefined || own.has('id')) return own;
  const names = (await block('names')) as PageColumns;
  return {
    ...own,
    has: (name) => own.has(name) || names.has(name),
    text: (name) => (own.has(name) ? own : names).text(name),
  };
}

/** The genes of all contrasts: `mir9_vs_control:padj` is a column of the block of that contrast. */
async function genesOfAll(): Promise<PageColumns | undefined> {
  const names = await block('names');
  const ranked = await block('genes-:all');
  const contrasts = new Map<string, PageColumns>();
  for (const { id } of payload.contrasts) {
    const genes = await block(`genes-${id}`);
    if (genes !== undefined && !genes.has('id')) contrasts.set(id, genes);
  }
  if (names === undefined) return undefined;
  const find = (name: string): readonly [PageColumns, string] | undefined => {
    if (ranked?.has(name)) return [ranked, name];
    if (names.has(name)) return [names, name];
    const id = [...contrasts.keys()].find((one) => name.startsWith(`${one}:`));
    const genes = id === undefined ? undefined : contrasts.get(id);
    const column = name.slice((id ?? '').length + 1);
    return genes?.has(column) ? [genes, column] : undefined;
  };
  const of = (name: string): readonly [PageColumns, string] => {
    const found = find(name);
    if (found === undefined) throw new RangeError(`the page has no column '${name}'`);
    return found;
  };
  return {
    rows: names.rows,
    has: (name) => find(name) !== undefined,
    numbers: (name) => of(name)[0].numbers(of(name)[1]),
    log10: (name) => of(name)[0].log10(of(name)[1]),
    text: (name) => of(name)[0].text(of(name)[1]),
  };
}

Object.assign(globalThis, {
  seedrank: { block, genes: (view: string) => (view === ':all' ? genesOfAll() : genesOf(view)) },
});
