import { gzipSync } from 'node:zlib';
import type { SimulatedSet } from './gene-sets.ts';
import type { PlantedGene, SimulatedPatients } from './simulated-patients.ts';
import { SAMPLES, type SimulatedGene } from './simulated-study.ts';

/** Mature microRNAs of the demo: real names and sequences (miRBase 22), one a seed family. */
const MICRO_RNAS: ReadonlyArray<readonly [string, string]> = [
  ['hsa-let-7a-5p', 'UGAGGUAGUAGGUUGUAUAGUU'],
  ['hsa-miR-1-3p', 'UGGAAUGUAAAGAAGUAUGUAU'],
  ['hsa-miR-9-5p', 'UCUUUGGUUAUCUAGCUGUAUGA'],
  ['hsa-miR-9-3p', 'AUAAAGCUAGAUAACCGAAAGU'],
  ['hsa-miR-10a-5p', 'UACCCUGUAGAUCCGAAUUUGUG'],
  ['hsa-miR-21-5p', 'UAGCUUAUCAGACUGAUGUUGA'],
  ['hsa-miR-34a-5p', 'UGGCAGUGUCUUAGCUGGUUGU'],
  ['hsa-miR-122-5p', 'UGGAGUGUGACAAUGGUGUUUG'],
  ['hsa-miR-155-5p', 'UUAAUGCUAAUCGUGAUAGGGGUU'],
  ['hsa-miR-200b-3p', 'UAAUACUGCCUGGUAAUGAUGA'],
  ['hsa-miR-210-3p', 'CUGUGCGUGUGACAGCGGCUGA'],
];

/** The files of the study by name; those that end in `.gz` are to be compressed with `compress`. */
export function studyFiles(genes: readonly SimulatedGene[], sets: readonly SimulatedSet[]): Map<string, string> {
  return new Map([
    [
      'counts.tsv.gz',
      table(['gene', ...SAMPLES.map((sample) => sample.name)], genes, (gene) => [gene.name, ...gene.counts]),
    ],
    [
      'samples.csv',
      lines([
        'sample,condition,batch',
        ...SAMPLES.map(({ name, condition, batch }) => `${name},${condition},${batch}`),
      ]),
    ],
    ['utrs.fa.gz', lines(genes.flatMap(({ name, utr }) => (utr === undefined ? [] : [`>${name}`, utr])))],
    [
      'sets.gmt',
      lines(sets.map(({ name, truth, genes: members }) => [name, `planted: ${truth}`, ...members].join('\t'))),
    ],
    ['mirnas.fa', lines(MICRO_RNAS.flatMap(([name, sequence]) => [`>${name}`, sequence]))],
    [
      'truth.tsv',
      table(
        ['gene', 'class', 'planted_sites', 'planted_log2_fold_change', 'mean_count', 'dispersion'],
        genes,
        (gene) => [
          gene.name,
          gene.class,
          gene.plantedSites.map((site) => `${site.type}@${site.start}`).join(';') || 'none',
          gene.log2FoldChange.toFixed(4),
          gene.meanCount.toPrecision(5),
          gene.dispersion.toPrecision(5),
        ],
      ),
    ],
  ]);
}

/** The files of the cohorts, likewise. */
export function patientFiles({ genes, samples, patients }: SimulatedPatients): Map<string, string> {
  const matrix = (names: readonly string[], values: (gene: PlantedGene) => readonly number[]) =>
    lines([
      ['gene', ...names].join('\t'),
      ...genes.map((gene) => [gene.name, ...values(gene).map((value) => Math.max(0, value).toFixed(1))].join('\t')),
    ]);
  const rows = (all: readonly (readonly (string | number)[])[]) => lines(all.map((fields) => fields.join('\t')));
  return new Map([
    [
      'tissues.tsv.gz',
      matrix(
        samples.map(({ name }) => name),
        ({ inSamples }) => inSamples,
      ),
    ],
    ['tissue_samples.tsv', rows([['sample', 'tissue'], ...samples.map(({ name, tissue }) => [name, tissue])])],
    [
      'patients.tsv.gz',
      matrix(
        patients.map(({ name }) => name),
        ({ inPatients }) => inPatients,
      ),
    ],
    [
      'clinical.tsv',
      rows([
        ['patient', 'os_months', 'os_status', 'age'],
        ...patients.map(({ name, months, died, age }) => [name, months.toFixed(2), died ? 'dead' : 'alive', age]),
      ]),
    ],
    [
      'patients_truth.tsv',
      rows([
        ['gene', 'planted_log2_difference', 'planted_log_hazard_ratio'],
        ...genes.map(({ name, log2Difference, logHazardRatio }) => [name, log2Difference, logHazardRatio]),
      ]),
    ],
  ]);
}

/**
 * gzip with the header's operating-system byte set to "unknown", so that the same text gives the same bytes on every
 * platform with this version of zlib.
 */
export function compress(text: string): Buffer {
  const packed = gzipSync(text, { level: 9 });
  packed[9] = 255;
  return packed;
}

function table(
  header: readonly string[],
  genes: readonly SimulatedGene[],
  row: (gene: SimulatedGene) => readonly (string | number)[],
): string {
  return lines([header, ...genes.map(row)].map((fields) => fields.join('\t')));
}

function lines(items: readonly string[]): string {
  return `${items.join('\n')}\n`;
}
