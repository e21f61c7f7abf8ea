import type { RankingValues } from '../../../src/analyses/ranking/ranking-values.ts';
import { rowTable } from '../../../src/artifacts/count-tables.ts';
import { geneNameTable, utrLinkTable } from '../../../src/artifacts/gene-tables.ts';
import { mirnaFile, mirnasOf, summaryFile } from '../../../src/artifacts/json-files.ts';
import { rankingTable, siteShiftTable } from '../../../src/artifacts/ranking-tables.ts';
import { siteCountTable } from '../../../src/artifacts/site-tables.ts';
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
import { readArtifact, readJsonArtifact, readOptional } from '../artifact-files.ts';
import { readResults } from '../rank/read-rankable.ts';
import { joinMirnas } from './join-mirnas.ts';
import { readCloseUps } from './read-close-ups.ts';
import { readConsensus } from './read-consensus.ts';
import { readPatientResults } from './read-patient-results.ts';
import { readSeedResults } from './read-seed-results.ts';
import { readSetResults } from './read-set-results.ts';
import { readSharedResults } from './read-shared-results.ts';
import type { ReportContext, ReportContrast, ReportInput } from './report-contract.ts';

/** The results of one contrast: its genes, and targets and ranking where there are any. */
export async function readContrast(context: ReportContext, contrast: ReportContrast): Promise<ContrastResult> {
  const file = (name: ReportInput) => context.inputs(name).get(contrast.id);
  const results = await readResults(file('results') as string);
  const rows = await readArtifact(file('rows') as string, rowTable);
  const { geneIds: id, baseMean } = results;
  const { filtering, filterThreshold, cooks } = await readJsonArtifact(file('summary') as string, summaryFile);
  const ranking = file('ranking');
  const consensus = file('consensus');
  const symbols = (await readOptional(context.optionalInput('annotation'), geneNameTable))?.names;
  return {
    ...contrast,
    alpha: context.params.differential.alpha,
    genes: {
      id,
      symbol: symbols,
      baseMean,
      log2FoldChange: results.log2FoldChange,
      estimatedLog2FoldChange: results.lfcMLE,
      lfcSE: results.lfcSE,
      pvalue: results.pvalue,
      padj: results.padj,
      logPvalue: results.logPvalue,
    },
    consensus: consensus === undefined ? undefined : await readConsensus(consensus, context.params.engines),
    dispersion: dispersionsOf(rows, baseMean),
    fitChecks: (cooks || filtering) && {
      filtering: filtering && { ...filtering, threshold: filterThreshold ?? Number.NaN },
      cooks,
      outliersFlagged: cooks !== undefined && context.params.differential.cooks !== 'off',
    },
    ...(ranking === undefined ? {} : await readTargets(context, contrast, id, ranking, file('siteShifts') as string)),
    ...(contrast.effect !== undefined && { mirna: await readMirna(context, contrast.id) }),
    shared: await readSharedResults(
      file('sharedSummary'),
      file('sharedContrasts'),
      await readOptional(ranking, rankingTable),
      new Map(id.map((gene, row) => [gene, row])),
    ),
    seeds: await readSeeds(file),
    sets: await readSets(
      file,
      id.map((gene, row) => symbols?.[row] || gene),
      context.params.differential.alpha,
    ),
    patients: await readPatientResults(context, contrast.id),
  };
}

type Rows = ReturnType<typeof rowTable.parse>;

/** Results that another program has computed have none. */
function dispersionsOf(
  { dispGeneEst: geneWise, dispFit: fitted, dispersion: final, dispOutlier }: Rows,
  baseMean: Float64Array,
): DispersionColumns | undefined {
  if (geneWise === undefined || fitted === undefined || final === undefined || dispOutlier === undefined)
    return undefined;
  return { baseMean, geneWise, fitted, final, outlier: Uint8Array.from(dispOutlier) };
}

async function readSeeds(file: (name: ReportInput) => string | undefined): Promise<ContrastResult['seeds']> {
  const [verdict, families, landscape] = [file('seedVerdict'), file('seedFamilies'), file('seedLandscape')];
  if (verdict === undefined || families === undefined || landscape === undefined) return undefined;
  return readSeedResults({ verdict, families, landscape });
}

async function readSets(
  file: (name: ReportInput) => string | undefined,
  names: readonly string[],
  alpha: number,
): Promise<ContrastResult['sets']> {
  const [sets, runningScores, overlaps, notes] = [
    file('sets'),
    file('setCurves'),
    file('setOverlaps'),
    file('setNotes'),
  ];
  if (sets === undefined || runningScores === undefined || overlaps === undefined || notes === undefined)
    return undefined;
  return readSetResults({ sets, runningScores, overlaps, notes }, names, alpha);
}

/** The miRNAs that were perturbed in a contrast. */
async function readMirna({ optionalInput }: ReportContext, contrast: string) {
  const file = optionalInput('mirna');
  return file === undefined ? undefined : joinMirnas(mirnasOf(await readJsonArtifact(file, mirnaFile), contrast));
}

async function readTargets(
  context: ReportContext,
  contrast: ReportContrast,
  geneIds: readonly string[],
  rankingFile: string,
  shiftsFile: string,
): Promise<Required<Pick<ContrastResult, 'targets' | 'ranking'>>> {
  const ranking = await readArtifact(rankingFile, rankingTable);
  const rowOf = new Map(geneIds.map((id, row) => [id, row]));
  const rows = ranking.geneIds.map((id) => rowOf.get(id) as number);
  const count = (name: string) => ranking.classes.filter((one) => one === name).length;
  return {
    targets: { strongest: strongestSites(ranking, rows), ...(await readShifts(shiftsFile)) },
    ranking: {
      candidates: await addCloseUps(context, contrast, readCandidates(ranking, rows, await readUtrs(context))),
      others: [
        { reason: 'move as targets do but have no site', genes: count('moved_without_site') },
        { reason: 'have a site but do not move so', genes: count('site_without_change') },
        { reason: "cannot be judged, as their 3' UTR is not known", genes: count('cannot_be_judged') },
      ],
      columns: rankingColumns(ranking, rows, geneIds.length),
    },
  };
}

/** Told by the result table already, or to be told from what is there. */
const REPEATED = ['gene_id', 'gene_name', 'baseMean', 'log2FoldChange', 'lfcSE', 'ci_low', 'ci_high', 'pvalue', 'padj'];
/** Reasons are long: those of genes ranked after this are left to the file. */
const REASONS = 2000;

/** What the ranking says beyond the result table, in the order of that. */
function rankingColumns(ranking: RankingValues, rows: readonly number[], genes: number): PackableColumn[] {
  return [...rankingTable.toColumns(ranking)]
    .filter(([name]) => !REPEATED.includes(name))
    .map(([name, values]): PackableColumn => {
      if (values instanceof Float64Array || values instanceof Int32Array) {
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
function strongestSites(ranking: RankingValues, rows: readonly number[]): Uint8Array {
  const strongest = new Uint8Array(rows.length).fill(NO_UTR);
  const countOf = {
    '8mer': ranking.eightmers,
    '7mer-m8': ranking.sevenmersM8,
    '7mer-A1': ranking.sevenmersA1,
    '6mer': ranking.sixmers,
  };
  const counts = siteTypes.map((type) => countOf[type]);
  for (const [place, row] of rows.entries()) {
    const first = counts.findIndex((column) => column[place]! > 0);
    if (!Number.isNaN(counts[0]![place]!)) strongest[row] = first === -1 ? NO_SITE : first;
  }
  return strongest;
}

async function readShifts(file: string): Promise<Pick<TargetResults, 'shifts' | 'overall'>> {
  const table = await readArtifact(file, siteShiftTable);
  const shifts = table.types.map(
    (type, row): SiteShift => ({
      type: type as SiteShift['type'],
      genes: table.genes[row]!,
      genesWithout: table.genesWithout[row]!,
      medianShift: table.medianShift[row]!,
      rankSumP: table.rankSumP[row]!,
      ksP: table.ksP[row]!,
      matched: {
        genes: table.matchedGenes[row]!,
        medianShift: table.matchedMedianShift[row]!,
        ciLow: table.matchedCiLow[row]!,
        ciHigh: table.matchedCiHigh[row]!,
        rankSumP: table.matchedRankSumP[row]!,
        ksP: table.matchedKsP[row]!,
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

function readCandidates(
  ranking: RankingValues,
  rows: readonly number[],
  utrs: ReadonlyMap<string, Utr>,
): LocatedCandidate[] {
  const { geneIds: ids, names = ids, classes, sitePositions, why, scores, transcripts } = ranking;
  return ids
    .map((id, place) => ({ id, place }))
    .filter(({ place }) => classes[place] === 'candidate')
    .map(({ id, place }, k) => ({
      name: names[place] || id,
      utr: utrs.get(id)?.name ?? '',
      candidate: {
        gene: rows[place]!,
        rank: k + 1,
        score: scores[place]!,
        evidence: withTrueMinus(why[place]!),
        sites: parseSites(sitePositions[place]!),
        utrLength: utrs.get(id)?.length ?? Number.NaN,
        transcript: transcripts?.[place],
      },
    }));
}

/** Candidates whose sites a reader sees one by one. */
const CLOSE_UPS = 15;

async function addCloseUps(
  context: ReportContext,
  contrast: ReportContrast,
  located: readonly LocatedCandidate[],
): Promise<Candidate[]> {
  const first = new Map(located.slice(0, CLOSE_UPS).map(({ utr, name }) => [utr, name]));
  const closeUps = await readCloseUps(context, contrast.id, first);
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
  const { utrIds, utrLengths } = await readArtifact(optionalInput('siteCounts') as string, siteCountTable);
  const byUtr = new Map(utrIds.map((utr, row) => [utr, utrLengths[row]!]));
  const links = await readArtifact(optionalInput('utrLinks') as string, utrLinkTable);
  const utrOf = (name: string): Utr => ({ name, length: byUtr.get(name) ?? Number.NaN });
  return new Map(links.geneIds.map((gene, row) => [gene, utrOf(links.utrIds[row]!)]));
}
