import { readFile } from 'node:fs/promises';
import { numbersOf, readTable, type Table, textOf } from '../../../src/formats/delimited/read-table.ts';
import type { Mirna } from '../../../src/mirna/families/mirna.ts';
import type { GeneChanges } from '../../../src/ranking/changes/gene-changes.ts';
import type { GeneSite } from '../../../src/ranking/sites/site-evidence.ts';
import { openInput } from '../../files/open-input.ts';

/** The miRNAs of the study. */
export async function readStudyMirnas(file: string): Promise<readonly Mirna[]> {
  const given = JSON.parse(await readFile(file, 'utf8')) as Mirna | readonly Mirna[];
  return [given].flat();
}

/** The result table of a contrast. */
export async function readChanges(file: string): Promise<GeneChanges> {
  const results = await readTable(openInput(file));
  return {
    geneIds: textOf(results, 'gene_id'),
    baseMean: numbersOf(results, 'baseMean'),
    log2FoldChange: numbersOf(results, 'log2FoldChange'),
    lfcSE: numbersOf(results, 'lfcSE'),
    pvalue: numbersOf(results, 'pvalue'),
    logPvalue: numbersOf(results, 'logPvalue'),
    padj: numbersOf(results, 'padj'),
  };
}

/**
 * The sites of every gene that has a 3' UTR, by gene id: an empty list where it has none. Sites name their miRNA where
 * there are several.
 */
export async function readGeneSites(
  sitesFile: string,
  linksFile: string,
  mirnas: readonly Mirna[],
): Promise<Map<string, readonly GeneSite[]>> {
  const table = await readTable(openInput(sitesFile), {
    text: ['mirna', 'site_type', 'conserved'],
    numbers: ['utr_start', 'utr_end'],
  });
  const types = textOf(table, 'site_type');
  const starts = numbersOf(table, 'utr_start');
  const ends = numbersOf(table, 'utr_end');
  const names = textOf(table, 'mirna');
  const conserved = table.columns.has('conserved') ? textOf(table, 'conserved') : undefined;
  const contextScores = optionalNumbers(table, 'context_score');
  const energies = optionalNumbers(table, 'duplex_energy');
  const keep = onceAFamily(mirnas);
  const byUtr = new Map<string, GeneSite[]>();
  for (const [row, utr] of textOf(table, 'gene_id').entries()) {
    if (!keep.has(names[row]!)) continue;
    const site: GeneSite = {
      type: types[row]!,
      start: starts[row]!,
      end: ends[row]!,
      conserved: { yes: true, no: false }[conserved?.[row] ?? ''],
      contextScore: definite(contextScores?.[row]),
      energyKcalPerMol: definite(energies?.[row]),
      ...(keep.size > 1 && { mirna: names[row]! }),
    };
    const known = byUtr.get(utr);
    if (known === undefined) byUtr.set(utr, [site]);
    else known.push(site);
  }
  const links = await readTable(openInput(linksFile), { text: ['utr_id'] });
  const utrIds = textOf(links, 'utr_id');
  return new Map(textOf(links, 'gene_id').map((gene, row) => [gene, byUtr.get(utrIds[row]!) ?? []]));
}

/** The first miRNA of each seed: members of a family share their sites. */
function onceAFamily(mirnas: readonly Mirna[]): ReadonlySet<string> {
  const first = new Map<string, string>();
  for (const { name, seed } of mirnas) if (!first.has(seed)) first.set(seed, name);
  return new Set(first.values());
}

function optionalNumbers(table: Table, name: string): Float64Array | undefined {
  return table.columns.has(name) ? numbersOf(table, name) : undefined;
}

function definite(value = Number.NaN): number | undefined {
  return Number.isNaN(value) ? undefined : value;
}

/** Length (nt) and base composition of the 3' UTR of each gene, [genes]; NaN where it has none. */
export async function readUtrTraits(countsFile: string, linksFile: string, geneIds: readonly string[]) {
  const counts = await readTable(openInput(countsFile), { text: ['gene_id'], numbers: ['utr_length', 'utr_gc'] });
  const rowOf = new Map(textOf(counts, 'gene_id').map((utr, row) => [utr, row]));
  const links = await readTable(openInput(linksFile), { text: ['gene_id', 'utr_id'] });
  const utrs = textOf(links, 'utr_id');
  const utrOf = new Map(textOf(links, 'gene_id').map((gene, row) => [gene, utrs[row]!]));
  const trait = (name: string): Float64Array => {
    const values = numbersOf(counts, name);
    return Float64Array.from(geneIds, (gene) => values[rowOf.get(utrOf.get(gene) ?? '') ?? -1] ?? Number.NaN);
  };
  return { utrLength: trait('utr_length'), utrGc: trait('utr_gc') };
}

/** The transcript that stands for each gene with a 3' UTR, by gene. */
export async function readTranscripts(linksFile: string): Promise<ReadonlyMap<string, string>> {
  const links = await readTable(openInput(linksFile), { text: ['gene_id', 'transcript'] });
  const transcripts = textOf(links, 'transcript');
  return new Map(textOf(links, 'gene_id').map((gene, row) => [gene, transcripts[row]!]));
}

/** Symbols beside the gene ids, where the study has any. */
export async function readSymbols(file: string | undefined): Promise<readonly string[] | undefined> {
  if (file === undefined) return undefined;
  const table = await readTable(openInput(file), { text: ['gene_name'], only: ['gene_name'] });
  return table.columns.has('gene_name') ? textOf(table, 'gene_name') : undefined;
}
