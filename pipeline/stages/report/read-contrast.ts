import { readFile } from 'node:fs/promises';
import { numbersOf, readTable, type Table, textOf } from '../../../src/formats/delimited/read-table.ts';
import { withTrueMinus } from '../../../src/report/format.ts';
import type { PackableColumn } from '../../../src/report/packed-columns.ts';
import {
  type Candidate,
  type CandidateSite,
  type ContrastResult,
  type DispersionColumns,
  NO_SITE,
  NO_UTR,
  type SiteShift,
  siteTypes,
  type TargetResults,
} from '../../../src/report/report-data.ts';
import { openInput } from '../../files/open-input.ts';
import { readCloseUps } from './read-close-ups.ts';
import { readSeedResults } from './read-seed-results.ts';
import type { ReportContext, ReportContrast, ReportInput } from './report-contract.ts';

/** The results of one contrast: its genes, and targets and ranking where there are any. */
export async function readContrast(context: ReportContext, contrast: ReportContrast): Promise<ContrastResult> {
  const file = (name: ReportInput) => context.inputs(name).get(contrast.id);
  const results = await readTable(openInput(file('results') as string), { omit: ['stat', 'lfcSEMLE', 'svalue'] });
  const rows = await readTable(openInput(file('rows') as string), {
    only: ['dispGeneEst', 'dispFit', 'dispersion', 'dispOutlier'],
  });
  const id = textOf(results, 'gene_id');
  const baseMean = numbersOf(results, 'baseMean');
  const column = (name: string) => numbersOf(results, name);
  const { filtering, filterThreshold, cooks } = JSON.parse(await readFile(file('summary') as string, 'utf8'));
  const ranking = file('ranking');
  return {
    ...contrast,
    alpha: context.params.differential.alpha,
    genes: {
      id,
      symbol: await readSymbols(context.optionalInput('annotation')),
      baseMean,
      log2FoldChange: column('log2FoldChange'),
      estimatedLog2FoldChange: results.columns.has('lfcMLE') ? column('lfcMLE') : undefined,
      lfcSE: column('lfcSE'),
      pvalue: column('pvalue'),
      padj: column('padj'),
      logPvalue: column('logPvalue'),
    },
    dispersion: rows.columns.has('dispersion') ? readDispersions(rows, baseMean) : undefined,
    fitChecks: cooks && { filtering: filtering && { ...filtering, threshold: filterThreshold }, cooks },
    ...(ranking === undefined ? {} : await readTargets(context, id, ranking, file('siteShifts') as string)),
    seeds: await readSeeds(file),
  };
}

function readDispersions(rows: Table, baseMean: Float64Array): DispersionColumns {
  return {
    baseMean,
    geneWise: numbersOf(rows, 'dispGeneEst'),
    fitted: numbersOf(rows, 'dispFit'),
    final: numbersOf(rows, 'dispersion'),
    outlier: Uint8Array.from(numbersOf(rows, 'dispOutlier')),
  };
}

async function readSeeds(file: (name: ReportInput) => string | undefined): Promise<ContrastResult['seeds']> {
  const [verdict, families, landscape] = [file('seedVerdict'), file('seedFamilies'), file('seedLandscape')];
  if (verdict === undefined || families === undefined || landscape === undefined) return undefined;
  return readSeedResults({ verdict, families, landscape });
}

async function readTargets(
  context: ReportContext,
  geneIds: readonly string[],
  rankingFile: string,
  shiftsFile: string,
): Promise<Required<Pick<ContrastResult, 'targets' | 'ranking'>>> {
  const ranking = await readTable(openInput(rankingFile), {
    text: ['gene_id', 'gene_name', 'class', 'transcript', 'site_positions', 'site_mirnas', 'why'],
    numbers: ['rank'],
    omit: REPEATED,
  });
  const rowOf = new Map(geneIds.map((id, row) => [id, row]));
  const rows = textOf(ranking, 'gene_id').map((id) => rowOf.get(id) as number);
  const classes = textOf(ranking, 'class');
  const count = (name: string) => classes.filter((one) => one === name).length;
  return {
    targets: { strongest: strongestSites(ranking, rows), ...(await readShifts(shiftsFile)) },
    ranking: {
      candidates: await addCloseUps(context, readCandidates(ranking, rows, await readUtrs(context))),
      others: [
        { reason: 'move as targets do but have no site', genes: count('moved_without_site') },
        { reason: 'have a site but do not move so', genes: count('site_without_change') },
      ],
      columns: rankingColumns(ranking, rows, geneIds.length),
    },
  };
}

/** Told by the result table already, or to be told from what is there. */
const REPEATED = ['gene_name', 'baseMean', 'log2FoldChange', 'lfcSE', 'ci_low', 'ci_high', 'pvalue', 'padj'];
/** Reasons are long: those of genes ranked after this are left to the file. */
const REASONS = 2000;

/** What the ranking says beyond the result table, in the order of that. */
function rankingColumns(ranking: Table, rows: readonly number[], genes: number): PackableColumn[] {
  return [...ranking.columns]
    .filter(([name]) => name !== 'gene_id')
    .map(([name, values]): PackableColumn => {
      if (values instanceof Float64Array) {
        const numbers = new Float64Array(genes).fill(Number.NaN);
        for (const [place, row] of rows.entries()) numbers[row] = values[place]!;
        return name === 'rank' ? { name, integers: numbers } : { name, numbers };
      }
      const text = new Array<string>(genes).fill('');
      for (const [place, row] of rows.entries()) {
        if (values[place] !== 'NA' && !(name === 'why' && place >= REASONS)) text[row] = values[place]!;
      }
      return { name, text };
    });
}

/** By row of the result table: the first of the site types, strongest first, that the gene has. */
function strongestSites(ranking: Table, rows: readonly number[]): Uint8Array {
  const strongest = new Uint8Array(rows.length).fill(NO_UTR);
  const counts = siteTypes.map((type) => numbersOf(ranking, type));
  for (const [place, row] of rows.entries()) {
    const first = counts.findIndex((column) => column[place]! > 0);
    if (!Number.isNaN(counts[0]![place]!)) strongest[row] = first === -1 ? NO_SITE : first;
  }
  return strongest;
}

async function readShifts(file: string): Promise<Pick<TargetResults, 'shifts' | 'overall'>> {
  const table = await readTable(openInput(file));
  const number = (name: string) => numbersOf(table, name);
  const shifts = textOf(table, 'site_type').map(
    (type, row): SiteShift => ({
      type: type as SiteShift['type'],
      genes: number('genes')[row]!,
      genesWithout: number('genes_without_site')[row]!,
      medianShift: number('median_shift')[row]!,
      rankSumP: number('rank_sum_p')[row]!,
      ksP: number('ks_p')[row]!,
      matched: {
        genes: number('matched_genes')[row]!,
        medianShift: number('matched_median_shift')[row]!,
        ciLow: number('matched_ci_low')[row]!,
        ciHigh: number('matched_ci_high')[row]!,
        rankSumP: number('matched_rank_sum_p')[row]!,
        ksP: number('matched_ks_p')[row]!,
      },
    }),
  );
  return { shifts: shifts.filter(({ type }) => type !== 'any'), overall: shifts.find(({ type }) => type === 'any') };
}

/** A candidate and its 3' UTR, by the name that this has in its file. */
interface LocatedCandidate {
  readonly candidate: Candidate;
  readonly name: string;
  readonly utr: string;
}

function readCandidates(ranking: Table, rows: readonly number[], utrs: ReadonlyMap<string, Utr>): LocatedCandidate[] {
  const ids = textOf(ranking, 'gene_id');
  const names = ranking.columns.has('gene_name') ? textOf(ranking, 'gene_name') : ids;
  const classes = textOf(ranking, 'class');
  const positions = textOf(ranking, 'site_positions');
  const why = textOf(ranking, 'why');
  const score = numbersOf(ranking, 'score');
  const transcripts = ranking.columns.has('transcript') ? textOf(ranking, 'transcript') : undefined;
  return ids
    .map((id, place) => ({ id, place }))
    .filter(({ place }) => classes[place] === 'candidate')
    .map(({ id, place }, k) => ({
      name: names[place] || id,
      utr: utrs.get(id)?.name ?? '',
      candidate: {
        gene: rows[place]!,
        rank: k + 1,
        score: score[place]!,
        evidence: withTrueMinus(why[place]!),
        sites: parseSites(positions[place]!),
        utrLength: utrs.get(id)?.length ?? Number.NaN,
        transcript: transcripts?.[place],
      },
    }));
}

/** Candidates whose sites a reader sees one by one. */
const CLOSE_UPS = 15;

async function addCloseUps(context: ReportContext, located: readonly LocatedCandidate[]): Promise<Candidate[]> {
  const first = new Map(located.slice(0, CLOSE_UPS).map(({ utr, name }) => [utr, name]));
  const closeUps = await readCloseUps(context, first);
  return located.map(({ candidate, utr }) => {
    const sites = closeUps.get(utr);
    return sites === undefined ? candidate : { ...candidate, closeUps: sites };
  });
}

/** `8mer:512-519;6mer:88-93` as sites in order of position. */
function parseSites(text: string): CandidateSite[] {
  return text
    .split(';')
    .map((site) => /^(.+):(\d+)-\d+$/.exec(site))
    .filter((match) => match !== null)
    .map(([, type, start]) => ({ type: type as CandidateSite['type'], start: Number(start) }))
    .sort((a, b) => a.start - b.start);
}

interface Utr {
  readonly name: string;
  /** nt */
  readonly length: number;
}

/** By gene of the count table. */
async function readUtrs({ optionalInput }: ReportContext): Promise<Map<string, Utr>> {
  const counts = await readTable(openInput(optionalInput('siteCounts') as string), {
    only: ['gene_id'],
    numbers: ['utr_length'],
  });
  const lengths = numbersOf(counts, 'utr_length');
  const byUtr = new Map(textOf(counts, 'gene_id').map((utr, row) => [utr, lengths[row]!]));
  const links = await readTable(openInput(optionalInput('utrLinks') as string), { text: ['utr_id'] });
  const utrs = textOf(links, 'utr_id');
  const utrOf = (name: string): Utr => ({ name, length: byUtr.get(name) ?? Number.NaN });
  return new Map(textOf(links, 'gene_id').map((gene, row) => [gene, utrOf(utrs[row]!)]));
}

async function readSymbols(file: string | undefined): Promise<readonly string[] | undefined> {
  if (file === undefined) return undefined;
  const { columns } = await readTable(openInput(file), { text: ['gene_name'], only: ['gene_name'] });
  return columns.get('gene_name') as readonly string[] | undefined;
}
