import { encodeBase64 } from '../../text/base64.ts';
import { type PackableColumn, packColumns } from '../packed-columns.ts';
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

/** The genes of all views, and counts and sites of as many genes as there is room for; the rest is in the files beside the page. */
export function pageBlocks(data: ReportData, gzip: Gzip): PageBlock[] {
  const genes = geneBlocks(data, gzip);
  const room = Math.max(MOST_MORE_TEXT, (MOST_TEXT - sizeOf(genes)) / 2);
  return [...genes, ...countBlocks(data.counts, gzip, room), ...siteBlocks(data.sites, gzip, room)];
}

function sizeOf(blocks: readonly PageBlock[]): number {
  return blocks.reduce((sum, { text }) => sum + text.length, 0);
}

function packBlock(name: string, columns: readonly PackableColumn[], gzip: Gzip): PageBlock {
  return { name, text: encodeBase64(gzip(packColumns(columns))) };
}

/** The genes of the views, as many as fit. */
function geneBlocks(data: ReportData, gzip: Gzip): PageBlock[] {
  const [first, ...others] = data.contrasts;
  if (first === undefined) return [];
  const blocks = [packBlock(NAMES_BLOCK, nameColumns(first), gzip)];
  const overview = hasOverview(data) ? overviewColumns(data) : [];
  if (overview.length > 0) blocks.push(packBlock(`genes-${OVERVIEW}`, overview, gzip));
  const fits = ({ text }: PageBlock) => sizeOf(blocks) + text.length <= MOST_TEXT;
  const main = fittingBlock(first, geneColumns(first), gzip, fits);
  blocks.push(main);
  for (const contrast of others) {
    const names = sameGenes(contrast, first) ? [] : nameColumns(contrast);
    const block = fittingBlock(contrast, [...names, ...geneColumns(contrast)], gzip, fits);
    if (fits(block)) blocks.push(block);
  }
  return blocks;
}

/** With what can be done without left out until it fits, if it does. */
function fittingBlock(
  { id }: ContrastResult,
  all: readonly PackableColumn[],
  gzip: Gzip,
  fits: (block: PageBlock) => boolean,
): PageBlock {
  let columns = all;
  let block = packBlock(`genes-${id}`, columns, gzip);
  const ofEngines = columns.filter(({ name }) => name.includes(':')).map(({ name }) => name);
  for (const name of [...DISPENSABLE, ...ofEngines]) {
    if (fits(block)) break;
    if (!columns.some((column) => column.name === name)) continue;
    columns = columns.filter((column) => column.name !== name);
    block = packBlock(`genes-${id}`, columns, gzip);
  }
  return block;
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
  return fittingRows(genes.length, room, (rows) => {
    const shown = genes.slice(0, rows);
    const columns = Array.from({ length: samples }, (_, j) => ({
      name: `s${j}`,
      numbers: Float64Array.from(shown, (_gene, row) => normalized[row * samples + j]!),
    }));
    return packBlock(COUNTS_BLOCK, [{ name: 'row', text: shown.map(String) }, ...columns], gzip);
  });
}

function siteBlocks(sites: SiteListing | undefined, gzip: Gzip, room: number): PageBlock[] {
  if (sites === undefined) return [];
  const { genes, duplexes } = sites;
  return fittingRows(genes.length, room, (all) => {
    // A gene has all of its sites in the page, or none.
    let rows = all;
    while (rows > 0 && rows < genes.length && genes[rows] === genes[rows - 1]) rows--;
    const numbers = (name: string, column: ArrayLike<number>, digits?: number): PackableColumn => ({
      name,
      numbers: Float64Array.from({ length: rows }, (_, row) => column[row]!),
      ...(digits === undefined ? {} : { digits }),
    });
    const integers = (name: string, column: ArrayLike<number>): PackableColumn => ({
      name,
      integers: Float64Array.from({ length: rows }, (_, row) => column[row]!),
    });
    const columns: PackableColumn[] = [
      { name: 'gene', text: genes.slice(0, rows).map(String) },
      { name: 'mirna', text: sites.mirnas.slice(0, rows) },
      { name: 'type', text: sites.types.slice(0, rows) },
      integers('start', sites.starts),
      integers('end', sites.ends),
      numbers('context', sites.contextScores),
      numbers('accessibility', sites.accessibility, 2),
      numbers('pct', sites.pct, 2),
      { name: 'conserved', text: sites.conserved.slice(0, rows) },
      numbers('energy', sites.energiesKcalPerMol),
      ...[0, 1, 2, 3].map((line) => ({
        name: `duplex${line}`,
        text: duplexes.slice(0, rows).map((lines) => lines[line]!),
      })),
    ];
    return packBlock(SITES_BLOCK, columns, gzip);
  });
}
