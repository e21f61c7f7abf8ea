import { encodeBase64 } from '../../text/base64.ts';
import { type PackableColumn, packColumns, roundNumbers } from '../packed-columns.ts';
import type { ContrastResult, GeneCounts, ReportData } from '../report-data.ts';
import type { SiteListing } from '../shared-data.ts';
import { hasOverview, OVERVIEW } from '../views.ts';
import { geneColumns, nameColumns } from './gene-columns.ts';
import { overviewColumns } from './overview-columns.ts';
import type { PageBlock } from './page-block.ts';

type Gzip = (bytes: Uint8Array) => Uint8Array;

/** Block of the names that contrasts share. */
const NAMES_BLOCK = 'names';
/** Block of the page with sites and their duplexes, a row a site. */
const SITES_BLOCK = 'sites';

/** Block of the page with the normalized counts: columns `row` (of the result tables), then `s0`, `s1`... a sample. */
const COUNTS_BLOCK = 'counts';
/** The page stays below 5 MB when the blocks of genes are no larger than this, and those of counts and sites than that. */
const MOST_TEXT = 2_250_000;
const MOST_MORE_TEXT = 200_000;
/** Left to the files beside the page, in this order, where a contrast does not fit. */
const DISPENSABLE = [
  'transcript',
  'conservation_evidence',
  'site_evidence',
  'expression_evidence',
  'shrunken_log2FoldChange',
  'score',
  'site_positions',
];

/** So many columns tell that a contrast has no room. */
const TELLING_COLUMNS = 4;

/** The genes of all views, and counts and sites of as many genes as there is room for; the rest is in the files beside the page. */
export function pageBlocks(data: ReportData, gzip: Gzip): PageBlock[] {
  const genes = geneBlocks(data, gzip);
  const room = Math.max(MOST_MORE_TEXT, (MOST_TEXT - sizeOf(genes)) / 2);
  return [...genes, ...countBlocks(data.counts, gzip, room), ...siteBlocks(data.sites, gzip, room)];
}

function sizeOf(blocks: readonly PageBlock[]): number {
  return blocks.reduce((sum, { text }) => sum + text.length, 0);
}

function packBlock(name: string, columns: readonly PackableColumn[], gzip: Gzip, rows?: number): PageBlock {
  return { name, text: encodeBase64(gzip(packColumns(columns, rows))) };
}

/** The genes of the views, as many as fit. */
function geneBlocks(data: ReportData, gzip: Gzip): PageBlock[] {
  const [first, ...others] = data.contrasts;
  if (first === undefined) return [];
  const blocks = [packBlock(NAMES_BLOCK, nameColumns(first), gzip)];
  const overview = hasOverview(data) ? overviewColumns(data) : [];
  if (overview.length > 0) blocks.push(packBlock(`genes-${OVERVIEW}`, overview, gzip));
  const fits = (text: string) => sizeOf(blocks) + text.length <= MOST_TEXT;
  const pack = (columns: readonly PackableColumn[]) => encodeBase64(gzip(packColumns(columns)));
  const ofFirst = roundNumbers(geneColumns(first));
  const main = fittingText(ofFirst, pack, fits) ?? pack(withoutFirst(ofFirst, Number.POSITIVE_INFINITY));
  blocks.push({ name: `genes-${first.id}`, text: main });
  for (const contrast of others) {
    const names = sameGenes(contrast, first) ? [] : nameColumns(contrast);
    const columns = roundNumbers([...names, ...geneColumns(contrast)]);
    // Packing takes long: where one like the first does not fit, the smallest form is tried before the larger ones.
    if (!fits(main) && !couldFit(columns, pack, fits)) continue;
    const text = fittingText(columns, pack, fits);
    if (text !== undefined) blocks.push({ name: `genes-${contrast.id}`, text });
  }
  return blocks;
}

type Pack = (columns: readonly PackableColumn[]) => string;
type Fits = (text: string) => boolean;

/** With as little left out of what can be done without as lets it fit; undefined where it does not. */
function fittingText(columns: readonly PackableColumn[], pack: Pack, fits: Fits): string | undefined {
  const most = dispensable(columns).length;
  for (let left = 0; left <= most; left++) {
    const text = pack(withoutFirst(columns, left));
    if (fits(text)) return text;
  }
  return undefined;
}

/** Whether it fits without all that can be left out; most that do not are told by their first columns. */
function couldFit(columns: readonly PackableColumn[], pack: Pack, fits: Fits): boolean {
  const needed = withoutFirst(columns, Number.POSITIVE_INFINITY);
  return fits(pack(needed.slice(0, TELLING_COLUMNS))) && fits(pack(needed));
}

/** The columns without so many of those that can be left out. */
function withoutFirst(columns: readonly PackableColumn[], left: number): PackableColumn[] {
  const names = dispensable(columns).slice(0, left);
  return columns.filter(({ name }) => !names.includes(name));
}

function dispensable(columns: readonly PackableColumn[]): string[] {
  const ofEngines = columns.filter(({ name }) => name.includes(':')).map(({ name }) => name);
  return [...DISPENSABLE.filter((name) => columns.some((column) => column.name === name)), ...ofEngines];
}

function sameGenes({ genes: { id } }: ContrastResult, { genes: { id: others } }: ContrastResult): boolean {
  return id === others || (id.length === others.length && id.every((one, row) => one === others[row]));
}

/** The largest block that fits of those of the first n rows. */
function fittingRows(rows: number, room: number, make: (rows: number) => PageBlock): PageBlock[] {
  for (let n = rows; n > 0; ) {
    const block = make(n);
    if (block.text.length <= room) return [block];
    n = Math.floor(Math.min(0.95, room / block.text.length) * n);
  }
  return [];
}

/** The counts that a reader may look at, a column a sample; rows as text, because numbers keep four digits only. */
function countBlocks(counts: GeneCounts | undefined, gzip: Gzip, room: number): PageBlock[] {
  if (counts === undefined || counts.genes.length === 0) return [];
  const { genes, normalized } = counts;
  const samples = normalized.length / genes.length;
  const columns = roundNumbers([
    { name: 'row', text: genes.map(String) },
    ...Array.from({ length: samples }, (_, j) => {
      const numbers = new Float64Array(genes.length);
      for (let row = 0; row < numbers.length; row++) numbers[row] = normalized[row * samples + j]!;
      return { name: `s${j}`, numbers };
    }),
  ]);
  return fittingRows(genes.length, room, (rows) => packBlock(COUNTS_BLOCK, columns, gzip, rows));
}

function siteBlocks(sites: SiteListing | undefined, gzip: Gzip, room: number): PageBlock[] {
  if (sites === undefined) return [];
  const { genes, duplexes } = sites;
  const columns = roundNumbers([
    { name: 'gene', text: genes.map(String) },
    { name: 'mirna', text: sites.mirnas },
    { name: 'type', text: sites.types },
    { name: 'start', integers: sites.starts },
    { name: 'end', integers: sites.ends },
    { name: 'context', numbers: sites.contextScores },
    { name: 'accessibility', numbers: sites.accessibility, digits: 2 },
    { name: 'pct', numbers: sites.pct, digits: 2 },
    { name: 'conserved', text: sites.conserved },
    { name: 'energy', numbers: sites.energiesKcalPerMol },
    ...[0, 1, 2, 3].map((line) => ({ name: `duplex${line}`, text: duplexes.map((lines) => lines[line]!) })),
  ]);
  return fittingRows(genes.length, room, (all) => {
    // A gene has all of its sites in the page, or none.
    let rows = all;
    while (rows > 0 && rows < genes.length && genes[rows] === genes[rows - 1]) rows--;
    return packBlock(SITES_BLOCK, columns, gzip, rows);
  });
}
