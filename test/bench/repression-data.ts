/** Fold changes of miRNA transfections with the sites and lengths of the messages, as far as they lie in ../shared. */
import { openInput } from '../../pipeline/files/open-input.ts';
import { decodeText } from '../../src/formats/bytes/decode-text.ts';
import { numbersOf, readTable, textOf } from '../../src/formats/delimited/read-table.ts';
import { readFasta } from '../../src/formats/sequences/fasta.ts';
import { readMirnas } from '../../src/formats/sequences/mirna-files.ts';
import type { ScoredType } from '../../src/mirna/context/context-coefficients.ts';
import { contextScore } from '../../src/mirna/context/context-score.ts';
import { createUtrContext } from '../../src/mirna/context/utr-context.ts';
import { type Mirna, parseMirna, parseMirnas } from '../../src/mirna/families/mirna.ts';
import { findSites } from '../../src/mirna/sites/utr-scanner.ts';
import type { MessageLengths, WeighedSite } from '../../src/targets/expected-change.ts';
import { weighUtrSite } from '../../src/targets/weigh-sites.ts';
import { sharedPath } from '../shared.ts';
import { readConservedSites, readExperiments, readRealUtrs } from './ranking-data.ts';

/** One transfection; all arrays [messages]. */
export interface Transfection {
  readonly cells: 'HEK' | 'HeLa' | 'HCT116' | 'GSE124530';
  readonly mirna: string;
  /** nt 2-8 */
  readonly seed: string;
  /** log2 */
  readonly change: Float64Array;
  readonly lengths: readonly MessageLengths[];
  readonly sites: readonly (readonly WeighedSite[])[];
  /** Another's score of each message: TargetScan 7's prediction, or the sum of our context++ scores. */
  readonly targetScan: Float64Array;
}

const data = (...parts: string[]) => openInput(sharedPath('data', ...parts));

/** By the names in the table of fold changes; seeds as miRBase has them. */
const hekMirnas = [
  ['hsa-miR-133-3p', 'miR.133a.3p.1', 'UUGGUCC'],
  ['hsa-miR-138-5p', 'miR.138.5p', 'GCUGGUG'],
  ['hsa-miR-190a-5p', 'miR.190.5p', 'GAUAUGU'],
  ['hsa-miR-216a-5p', 'miR.216a.5p', 'AAUCUCA'],
  ['hsa-miR-219a-5p', 'miR.219.5p', 'GAUUGUC'],
  ['hsa-miR-451a', 'miR.451', 'AACCGUU'],
] as const;

/** Six miRNAs in HEK293FT cells (McGeary et al. 2019, doi:10.1126/science.aav1741), with sites in 3' UTR and coding sequence. */
export async function readHek(): Promise<Transfection[]> {
  const changes = await readTable(data('hek_six', 'fold_changes.tsv.gz'));
  const coding = numbersOf(changes, 'cds_length');
  const utr = numbersOf(changes, 'utr_length');
  const rowOf = new Map(textOf(changes, 'transcript').map((id, row) => [id.replace(/\.\d+$/, ''), row]));
  const table = await readTable(data('hek_six', 'sites.tsv.gz'));
  const mirnas = textOf(table, 'mirna');
  const types = textOf(table, 'type').map((type) => type.replace('a1', 'A1') as ScoredType);
  const inCoding = textOf(table, 'in_orf').map((text) => text === 'TRUE');
  const starts = numbersOf(table, 'start');
  const rows = textOf(table, 'transcript').map((id) => rowOf.get(id) ?? -1);
  return hekMirnas.map(([mirna, name, seed]) => {
    const sites: WeighedSite[][] = Array.from(coding, () => []);
    rows.forEach((row, site) => {
      if (row < 0 || mirnas[site] !== mirna) return;
      if (inCoding[site]) {
        sites[row]!.push({ type: types[site]!, region: 'coding' });
        return;
      }
      // Positions in the 3' UTR go on from the coding sequence; the window of a site is 8 nt.
      const at = starts[site]! - coding[row]!;
      const endDistance = Math.min(at, utr[row]! - at - 7);
      sites[row]!.push({ type: types[site]!, region: 'utr', endDistance });
    });
    return {
      cells: 'HEK',
      mirna,
      seed,
      change: numbersOf(changes, `observed.${name}`).map((x) => x / Math.LN2),
      lengths: Array.from(coding, (length, row) => ({ utr: utr[row]!, coding: length })),
      sites,
      targetScan: numbersOf(changes, `targetscan7.${name}`),
    };
  });
}

async function readTargetAbundance(): Promise<Map<string, number>> {
  const file = sharedPath('oracles', 'targetscan', 'sample', 'params', 'TA_SPS_by_seed_region.txt.gz');
  const table = await readTable(openInput(file));
  const [seeds, , , abundance] = [...table.columns.keys()];
  const values = numbersOf(table, abundance!);
  return new Map(textOf(table, seeds!).map((seed, row) => [seed, values[row]!]));
}

/** Fold changes of messages whose 3' UTR is one of about 1,000 real ones. */
export async function readUtrTransfections(): Promise<Transfection[]> {
  const utrs = new Map<string, string>();
  for (const { id, sequence } of await readFasta(data('human_3utr_1000', 'human_3utr_1000_refseq.fa.gz')))
    utrs.set(id.replace(/\.\d+$/, ''), rna(sequence));
  const abundance = await readTargetAbundance();
  const transfection = (
    cells: Transfection['cells'],
    mirna: Mirna,
    messages: readonly { readonly utr: string | undefined; readonly change: number }[],
  ): Transfection => {
    const known = messages.filter(({ utr, change }) => utr !== undefined && Number.isFinite(change));
    const found = known.map(({ utr }) => weighed(utr!, mirna, abundance.get(mirna.seed)));
    return {
      cells,
      mirna: mirna.name,
      seed: mirna.seed,
      change: Float64Array.from(known, ({ change }) => change),
      lengths: known.map(({ utr }) => ({ utr: utr!.length, coding: undefined })),
      sites: found.map(({ sites }) => sites),
      targetScan: Float64Array.from(found, ({ total }) => total),
    };
  };
  return [
    ...(await readHct116()).map(({ mirna, ids, change }) =>
      transfection(
        'HCT116',
        mirna,
        ids.map((id, row) => ({ utr: utrs.get(id), change: change[row]! })),
      ),
    ),
    ...(await readHela()).map(({ mirna, ids, change }) =>
      transfection(
        'HeLa',
        mirna,
        ids.map((id, row) => ({ utr: utrs.get(id), change: change[row]! })),
      ),
    ),
    ...(await readHelaTables()).map(({ mirna, sequences, change }) =>
      transfection(
        'GSE124530',
        mirna,
        sequences.map((utr, row) => ({ utr, change: change[row]! })),
      ),
    ),
  ];
}

function rna(sequence: Uint8Array): string {
  return decodeText(sequence).toUpperCase().replaceAll('T', 'U');
}

function weighed(utr: string, mirna: Mirna, abundance: number | undefined) {
  const context = createUtrContext({ sequence: utr });
  let total = 0;
  const sites = findSites(utr, mirna).map((site) => {
    const place = { ...site, type: site.type as ScoredType };
    const score = contextScore(place, mirna, context, abundance, 'paper');
    total += score.score;
    return weighUtrSite(place, utr.length, score);
  });
  return { sites, total };
}

/** Linsley et al. 2007, as in Agarwal et al. 2015. */
async function readHct116() {
  const file = sharedPath('data', 'mirbase', 'hsa_mature.fa.gz');
  const mature = new Map(parseMirnas(await readMirnas(openInput(file)), file).map((mirna) => [mirna.name, mirna]));
  const table = await readTable(data('hct116_7sets', 'mirna_fcs.csv'));
  const [id, , ...names] = [...table.columns.keys()];
  const ids = textOf(table, id!);
  return names.map((name) => ({
    mirna: mature.get(name)!,
    ids,
    change: Array.from(table.columns.get(name) as ArrayLike<unknown>, Number),
  }));
}

/** McGeary et al. 2019: log expression after each transfection, less the mean of all others. */
async function readHela() {
  const named = await readTable(data('hela_mcgeary', 'mirseqs_hela.txt'));
  const guides = textOf(named, 'guide_seq');
  const guideOf = new Map(textOf(named, 'mir').map((name, row) => [shortName(name), guides[row]!]));
  const table = await readTable(data('hela_mcgeary', 'HeLa_logtpm_batchnormalized_16mirnas.tsv.gz'));
  const [id, ...names] = [...table.columns.keys()];
  const ids = textOf(table, id!).map((text) => text.replace(/\.\d+$/, ''));
  const columns = names.map((name) => numbersOf(table, name));
  const sums = ids.map((_, row) => columns.reduce((sum, column) => sum + column[row]!, 0));
  return names.map((name, k) => ({
    mirna: parseMirna(name, guideOf.get(name)!),
    ids,
    change: Array.from(columns[k]!, (own, row) => own - (sums[row]! - own) / (names.length - 1)),
  }));
}

function shortName(mirna: string): string {
  return mirna
    .replace(/^(hsa|cel)-/, '')
    .replace('miR-', 'mir')
    .replace('lsy-6', 'lsy6')
    .replace(/-[35]p$/, '');
}

async function readHelaTables() {
  const bySymbol = new Map([...(await readRealUtrs())].map(([symbol, utr]) => [symbol, rna(utr)]));
  const experiments = await readExperiments(await readConservedSites());
  return experiments.map(({ mirna, sequence, genes, log2FoldChange }) => ({
    mirna: parseMirna(mirna, sequence),
    sequences: genes.map((gene) => bySymbol.get(gene)),
    change: log2FoldChange,
  }));
}
