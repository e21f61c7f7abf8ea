/**
 * The public experiments that rankings are judged by, as far as they lie in ../shared; nothing of them is kept here.
 */

import { readdirSync } from 'node:fs';
import { basename } from 'node:path';
import { openInput } from '../../pipeline/files/open-input.ts';
import { numbersOf, readTable, textOf } from '../../src/formats/delimited/read-table.ts';
import { readFasta } from '../../src/formats/sequences/fasta.ts';
import { readMirnas } from '../../src/formats/sequences/mirna-files.ts';
import {
  contribution,
  type ScoredType,
  scoredTypes,
  weakestScores,
} from '../../src/mirna/context/context-coefficients.ts';
import { accessibleEnd } from '../../src/mirna/context/context-score.ts';
import { ACCESSIBLE_LENGTH } from '../../src/mirna/context/site-parameters.ts';
import { parseMirnas } from '../../src/mirna/families/mirna.ts';
import { targetScanFolding } from '../../src/mirna/folding/folding-rules.ts';
import { UnpairedFolder } from '../../src/mirna/folding/unpaired-folder.ts';
import { sharedPath } from '../shared.ts';

/** One table of differential expression of a miRNA that was over-expressed in HeLa; all columns [genes]. */
export interface Experiment {
  readonly mirna: string;
  /** nt 2-8 */
  readonly seed: string;
  /** Of the mature miRNA; empty where only its seed is known. */
  readonly sequence: string;
  /** Symbols. */
  readonly genes: readonly string[];
  readonly log2FoldChange: Float64Array;
  readonly logCpm: Float64Array;
  readonly pvalue: Float64Array;
  /** Conserved sites of the family. */
  readonly sites: Float64Array;
}

/** Another laboratory's fold changes of the same family, NaN where it has none. */
export interface Pair extends Experiment {
  readonly id: string;
  readonly judge: Float64Array;
}

const data = (...parts: string[]): string => sharedPath('data', ...parts);

/** Conserved sites a gene by seed, and the genes that were searched. */
export interface ConservedSites {
  readonly bySeed: ReadonlyMap<string, ReadonlyMap<string, number>>;
  readonly genes: ReadonlySet<string>;
}

export async function readConservedSites(): Promise<ConservedSites> {
  const seedOf = new Map<string, string>();
  const file = data('mirbase', 'hsa_mature.fa.gz');
  for (const { accession, seed } of parseMirnas(await readMirnas(openInput(file)), file))
    seedOf.set(accession ?? '', seed);
  const table = await readTable(openInput(data('targetscan_conserved_sites', 'targetscan_symbol_long.tsv.gz')));
  const [genes, accessions, counts] = [...table.columns.values()];
  const bySeed = new Map<string, Map<string, number>>();
  for (let row = 0; row < table.rows; row++) {
    const seed = seedOf.get(String(accessions?.[row]));
    if (seed === undefined) continue;
    const sites = bySeed.get(seed) ?? new Map<string, number>();
    bySeed.set(seed, sites);
    const gene = String(genes?.[row]);
    sites.set(gene, Math.max(sites.get(gene) ?? 0, Number(counts?.[row])));
  }
  const universe = await readTable(openInput(data('targetscan_conserved_sites', 'universe_genes.txt')), {
    header: ['gene'],
  });
  return { bySeed, genes: new Set(textOf(universe, 'gene')) };
}

export async function readSymbols(): Promise<Map<string, string>> {
  const table = await readTable(openInput(data('gene_id_maps', 'gdc_biotype_ensembl_symbol_entrez.tsv.gz')));
  const [idName, symbolName] = [...table.columns.keys()];
  const symbols = textOf(table, symbolName!);
  return new Map(textOf(table, idName!).map((id, row) => [id, symbols[row]!]));
}

/** Expressed genes (logCPM > 0) of the conserved-site universe, one a symbol. */
export async function readExperiments(conserved: ConservedSites): Promise<Experiment[]> {
  const symbols = await readSymbols();
  const info = await readTable(openInput(data('hela_gse124530', 'mirna_experiment_info.tsv')));
  const files = readdirSync(data('hela_gse124530', 'de'));
  const experiments: Experiment[] = [];
  const sequences = textOf(info, 'mirna_sequence');
  const paths = textOf(info, 'de_table_path');
  for (const [row, mirna] of textOf(info, 'mirna_name').entries()) {
    const sequence = sequences[row]!.trim().replaceAll('T', 'U');
    const seed = sequence.slice(1, 8);
    const file = files.find((name) => name === `${basename(paths[row]!)}.gz`);
    if (file === undefined) continue;
    const table = await readTable(openInput(data('hela_gse124530', 'de', file)));
    const logCpm = numbersOf(table, 'logCPM');
    const ids = textOf(table, [...table.columns.keys()][0]!);
    const names = ids.map((id) => symbols.get(id) ?? id);
    const seen = new Set<string>();
    const rows = [...names.keys()].filter((i) => {
      const use = logCpm[i]! > 0 && conserved.genes.has(names[i]!) && !seen.has(names[i]!);
      if (use) seen.add(names[i]!);
      return use;
    });
    const column = (name: string) => Float64Array.from(rows, (i) => numbersOf(table, name)[i]!);
    const sites = conserved.bySeed.get(seed);
    experiments.push({
      mirna,
      seed,
      sequence,
      genes: rows.map((i) => names[i]!),
      log2FoldChange: column('logFC'),
      logCpm: column('logCPM'),
      pvalue: column('PValue'),
      sites: Float64Array.from(rows, (i) => sites?.get(names[i]!) ?? 0),
    });
  }
  return experiments;
}

export async function readPairs(): Promise<Pair[]> {
  const list = await readTable(openInput(data('ranking_pairs', 'pairs.tsv')));
  const sites = await readTable(openInput(data('ranking_pairs', 'sites.tsv.gz')));
  const siteGenes = textOf(sites, 'gene_id');
  const siteMirnas = textOf(sites, 'mirna');
  const siteCounts = numbersOf(sites, 'sites');
  const pairs: Pair[] = [];
  for (const [row, id] of textOf(list, 'id').entries()) {
    const mirna = textOf(list, 'mirna')[row]!;
    const own = new Map<string, number>();
    siteGenes.forEach((gene, i) => {
      if (siteMirnas[i] === mirna) own.set(gene, siteCounts[i]!);
    });
    const table = await readTable(openInput(data('ranking_pairs', `${id}.de.tsv.gz`)));
    const judged = await readTable(openInput(data('ranking_pairs', `${id}.judge.tsv.gz`)));
    const changes = numbersOf(judged, 'fold_change');
    const judge = new Map(textOf(judged, 'gene_id').map((gene, i) => [gene, changes[i]!]));
    const genes = textOf(table, 'gene_id');
    pairs.push({
      id,
      mirna,
      seed: textOf(list, 'seed')[row]!,
      sequence: '',
      genes,
      log2FoldChange: numbersOf(table, 'logFC'),
      logCpm: numbersOf(table, 'logCPM'),
      pvalue: numbersOf(table, 'PValue'),
      sites: Float64Array.from(genes, (gene) => own.get(gene) ?? 0),
      judge: Float64Array.from(genes, (gene) => judge.get(gene) ?? Number.NaN),
    });
  }
  return pairs;
}

/** Ensembl gene by RefSeq transcript. */
async function readRefseqGenes(): Promise<Map<string, string>> {
  const map = await readTable(openInput(data('gene_id_maps', 'cwords_genemap_hsa_EG_RS.tsv.gz')), {
    header: ['gene', 'refseq'],
  });
  const refseqs = textOf(map, 'refseq');
  return new Map(textOf(map, 'gene').map((gene, row) => [refseqs[row]!, gene]));
}

/** Real 3' UTRs by symbol (about 1,000). */
export async function readRealUtrs(): Promise<Map<string, Uint8Array>> {
  const symbols = await readSymbols();
  const geneOf = await readRefseqGenes();
  const utrs = new Map<string, Uint8Array>();
  for (const { id, sequence } of await readFasta(openInput(data('human_3utr_1000', 'human_3utr_1000_refseq.fa.gz')))) {
    const symbol = symbols.get(geneOf.get(id.replace(/\.\d+$/, '')) ?? '');
    if (symbol !== undefined) utrs.set(symbol, sequence);
  }
  return utrs;
}

/** One site with its context++ score (without conservation): the contributions of TargetScan's program, and accessibility. */
export interface ScoredSite {
  readonly gene: string;
  /** nt 2-8 */
  readonly seed: string;
  readonly type: string;
  readonly score: number;
}

const typeNames: Readonly<Record<string, string>> = { '8mer-1a': '8mer', '7mer-1a': '7mer-A1' };

const contributions = [
  'Site type',
  "3' pairing",
  'local AU',
  'Min_dist',
  ...['sRNA1A', 'sRNA1C', 'sRNA1G', 'sRNA8A', 'sRNA8C', 'sRNA8G', 'site8A', 'site8C', 'site8G'],
  "3'UTR length",
  'ORF length',
  'ORF 8mer',
  'Offset 6mer',
  'TA',
  'SPS',
].map((feature) => `${feature} contribution`);

/** Sites of 12 families in the real 3' UTRs. */
export async function readScoredSites(): Promise<ScoredSite[]> {
  const symbols = await readSymbols();
  const geneOf = await readRefseqGenes();
  const utrs = new Map<string, Uint8Array>();
  for (const { id, sequence } of await readFasta(openInput(data('human_3utr_1000', 'human_3utr_1000_refseq.fa.gz')))) {
    utrs.set(id, sequence);
  }
  const table = await readTable(openInput(sharedPath('oracles', 'targetscan', 'human1000', 'context_scores.txt.gz')), {
    text: ['Gene ID', 'Site Type', 'mature miRNA sequence'],
    numbers: ['UTR start', ...contributions],
  });
  // The program prints the miRNA 3' to 5', with the blanks and gaps of its pairing.
  const mirnas = textOf(table, 'mature miRNA sequence').map((text) =>
    [...text.replaceAll(/[^ACGU]/g, '')].reverse().join(''),
  );
  const types = textOf(table, 'Site Type');
  const starts = numbersOf(table, 'UTR start');
  const columns = contributions.map((name) => numbersOf(table, name));
  const folder = new UnpairedFolder(targetScanFolding);
  return textOf(table, 'Gene ID').map((id, row) => {
    const type = (typeNames[types[row]!] ?? types[row]!) as ScoredType;
    const end = accessibleEnd({ type, start: starts[row]! }, 'paper');
    const utr = utrs.get(id)!;
    const unpaired = folder
      .printed(utr, [Math.min(end, utr.length)], ACCESSIBLE_LENGTH)
      .values()
      .next().value;
    const accessibility = unpaired === undefined ? 0 : contribution('accessibility', type, Math.log10(unpaired));
    const sum = columns.reduce((total, column) => total + column[row]!, accessibility);
    return {
      gene: symbols.get(geneOf.get(id) ?? '') ?? id,
      seed: mirnas[row]!.slice(1, 8),
      type,
      score: Math.min(weakestScores[scoredTypes.indexOf(type)]!, Number(sum.toFixed(3))),
    };
  });
}
