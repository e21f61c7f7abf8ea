import { packColumns } from '../packed-columns.ts';
import { COUNTS_BLOCK } from '../payload.ts';
import type { ContrastResult, GeneCounts } from '../report-data.ts';
import { geneColumns, nameColumns } from './gene-columns.ts';

/** Columns in the page: an element `block-<name>` each. */
export interface PageBlock {
  readonly name: string;
  /** base64 of gzip. */
  readonly text: string;
}

/** Block of the names that contrasts share. */
export const NAMES_BLOCK = 'names';
/** Further contrasts stay without a live table when the blocks have reached this size: the page stays below 5 MB. */
const MOST_TEXT = 2_400_000;

/** The genes of the contrasts, as many as fit; those that are left out are in the files beside the page. */
export function geneBlocks(contrasts: readonly ContrastResult[], gzip: (bytes: Uint8Array) => Uint8Array): PageBlock[] {
  const [first] = contrasts;
  if (first === undefined) return [];
  const block = (name: string, columns: Parameters<typeof packColumns>[0]): PageBlock => ({
    name,
    text: Buffer.from(gzip(packColumns(columns))).toString('base64'),
  });
  const blocks = [block(NAMES_BLOCK, nameColumns(first))];
  let size = blocks[0]!.text.length;
  for (const contrast of contrasts) {
    const names = sameGenes(contrast, first) ? [] : nameColumns(contrast);
    const one = block(`genes-${contrast.id}`, [...names, ...geneColumns(contrast)]);
    size += one.text.length;
    if (contrast !== first && size > MOST_TEXT) break;
    blocks.push(one);
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
  return [{ name: COUNTS_BLOCK, text: Buffer.from(gzip(block)).toString('base64') }];
}
