import { Fault } from '../../fault.ts';
import type { PctParameters } from '../conservation/conservation.ts';
import type { SeedSiteType } from '../sites/site-types.ts';
import type { IsoformRegion } from './context-features.ts';

/** Reads TargetScan's TA_SPS_by_seed_region.txt: log10 target abundance in 3' UTRs by seed (nt 2-8). */
export function parseTargetAbundance(text: string, file: string): Map<string, number> {
  const abundance = new Map<string, number>();
  for (const { cells, line } of rowsOf(text, 1)) {
    const value = Number(cells[3]);
    if (cells.length < 4 || Number.isNaN(value)) throw badRow(file, line, cells, 'seed, SPS, SPS, TA');
    abundance.set(cells[0]!, value);
  }
  return abundance;
}

/** Reads one of TargetScan's PCT_parameters tables: seed and four logistic parameters. */
export function parsePctTable(text: string, file: string): Map<string, readonly number[]> {
  const parameters = new Map<string, readonly number[]>();
  for (const { cells, line } of rowsOf(text, 1)) {
    const values = cells.slice(1, 5).map(Number);
    if (values.length < 4 || values.some(Number.isNaN)) throw badRow(file, line, cells, 'seed and four numbers');
    parameters.set(cells[0]!, values);
  }
  return parameters;
}

/** Names of the PCT tables by site type. */
export const pctFiles: readonly (readonly [SeedSiteType, string])[] = [
  ['8mer', '8mer_PCT_parameters.txt'],
  ['7mer-m8', '7mer_m8_PCT_parameters.txt'],
  ['7mer-A1', '7mer_1a_PCT_parameters.txt'],
];

export type { PctParameters };

/** Reads affected isoform ratios: gene, first and last nt of a region of its 3' UTR, percent of transcripts that hold it. */
export function parseIsoforms(text: string, file: string): Map<string, IsoformRegion[]> {
  const genes = new Map<string, IsoformRegion[]>();
  for (const { cells, line } of rowsOf(text, 0)) {
    const [gene, ...numbers] = cells;
    const [start, end, air] = numbers.map(Number) as [number, number, number];
    if (numbers.length < 3 || [start, end, air].some(Number.isNaN)) {
      throw badRow(file, line, cells, 'gene, start, end, percent of transcripts');
    }
    const regions = genes.get(gene!);
    if (regions) regions.push({ start, end, air });
    else genes.set(gene!, [{ start, end, air }]);
  }
  return genes;
}

/** Bases whose accessibility counts, those about the seed. */
export const ACCESSIBLE_LENGTH = 14;

/**
 * Reads RNAplfold's `_lunp` table: for each position the probability that the 14 nt that end there are unpaired. A position
 * beyond the last one gets the last one's value, as TargetScan reads it.
 */
export function parseUnpaired(text: string): (position: number) => number | undefined {
  const values = new Map<number, number>();
  let last = 0;
  for (const { cells } of rowsOf(text, 0)) {
    const position = Number(cells[0]);
    if (!Number.isInteger(position) || position < 1) continue;
    values.set(position, Number(cells[ACCESSIBLE_LENGTH]));
    last = Math.max(last, position);
  }
  return (position) => {
    const value = values.get(Math.min(position, last));
    return value === undefined || Number.isNaN(value) ? undefined : value;
  };
}

function* rowsOf(text: string, headerLines: number): Generator<{ cells: string[]; line: number }> {
  let line = 0;
  for (const row of text.split(/\r?\n/)) {
    line++;
    if (line > headerLines && row.trim() !== '') yield { cells: row.split('\t'), line };
  }
}

function badRow(file: string, line: number, cells: readonly string[], expected: string): Fault {
  return new Fault({
    code: 'SITE_PARAMETERS_ROW',
    message: 'a row of a parameter table cannot be read',
    file,
    line,
    found: cells.slice(0, 5).join(' '),
    expected: `${expected}, separated by tabs`,
    hint: 'Give the file as TargetScan distributes it.',
  });
}
