import { encodeBase64 } from '../../text/base64.ts';
import { type PackableColumn, packColumns } from '../packed-columns.ts';
import type { ContrastResult, GeneCounts } from '../report-data.ts';
import { geneColumns, nameColumns } from './gene-columns.ts';
import { COUNTS_BLOCK } from './payload.ts';

/** Columns in the page: an element `block-<name>` each. */
export interface PageBlock {
  readonly name: string;
  /** base64 of gzip. */
  readonly text: string;
}

/** Block of the names that contrasts share. */
const NAMES_BLOCK = 'names';
/** The page stays below 5 MB when the blocks are no larger than this. */
const MOST_TEXT = 2_600_000;
/** Left to the files beside the page, in this order, where the first contrast does not fit. */
const DISPENSABLE = [
  'transcript',
  'conservation_evidence',
  'site_evidence',
  'expression_evidence',
  'shrunken_log2FoldChange',
  'score',
  'site_positions',
];

/** The genes of the contrasts, as many as fit; those that are left out are in the files beside the page. */
export function geneBlocks(contrasts: readonly ContrastResult[], gzip: (bytes: Uint8Array) => Uint8Array): PageBlock[] {
  const [first, ...others] = contrasts;
  if (first === undefined) return [];
  const block = (name: string, columns: readonly PackableColumn[]): PageBlock => ({
    name,
    text: encodeBase64(gzip(packColumns(columns))),
  });
  const blocks = [block(NAMES_BLOCK, nameColumns(first))];
  let size = blocks[0]!.text.length;
  const add = (one: PageBlock) => {
    size += one.text.length;
    blocks.push(one);
  };
  const fits = ({ text }: PageBlock) => size + text.length <= MOST_TEXT;
  let columns = geneColumns(first);
  let main = block(`genes-${first.id}`, columns);
  const ofEngines = columns.filter(({ name }) => name.includes(':')).map(({ name }) => name);
  for (const name of [...DISPENSABLE, ...ofEngines]) {
    if (fits(main)) break;
    columns = columns.filter((column) => column.name !== name);
    main = block(`genes-${first.id}`, columns);
  }
  add(main);
  for (const contrast of others) {
    const names = sameGenes(contrast, first) ? [] : nameColumns(contrast);
    const one = block(`genes-${contrast.id}`, [...names, ...geneColumns(contrast)]);
    if (!fits(one)) break;
    add(one);
  }
  return blocks;
}

function sameGenes({ genes: { id } }: ContrastResult, { genes: { id: others } }: ContrastResult): boolean {
  return id === others || (id.length === others.length && id.every((one, row) => one === others[row]));
}

/** The counts that a reader may look at, a column a sample; rows as text, because numbers keep four digits only. */
export function countBlocks(counts: GeneCounts | undefined, gzip: (bytes: Uint8Array) => Uint8Array): PageBlock[] {
  if (counts === undefined || counts.genes.length === 0) return [];
  const { genes, normalized } = counts;
  const samples = normalized.length / genes.length;
  const columns = Array.from({ length: samples }, (_, j) => ({
    name: `s${j}`,
    numbers: Float64Array.from(genes, (_, row) => normalized[row * samples + j]!),
  }));
  const block = packColumns([{ name: 'row', text: genes.map(String) }, ...columns]);
  return [{ name: COUNTS_BLOCK, text: encodeBase64(gzip(block)) }];
}
