import type { RankingValues } from '../../../src/analyses/ranking/ranking-values.ts';
import { rowTable } from '../../../src/artifacts/count-tables.ts';
import { mirnaFile, mirnasOf, summaryFile } from '../../../src/artifacts/json-files.ts';
import { rankingTable, siteShiftTable } from '../../../src/artifacts/ranking-tables.ts';
import { SEVEN_OR_EIGHT } from '../../../src/ranking/shift/set-movement.ts';
import type { PackableColumn } from '../../../src/report/packed-columns.ts';
import {
  type Candidate,
  type ContrastResult,
  type DispersionColumns,
  NO_SITE,
  NO_UTR,
  siteTypes,
  type TargetResults,
} from '../../../src/report/report-data.ts';
import type { SiteShift } from '../../../src/report/site-shift.ts';
import { readArtifact, readJsonArtifact, readOptional } from '../artifact-files.ts';
import { readResults } from '../rank/read-rankable.ts';
import type { GeneRows } from './gene-rows.ts';
import { joinMirnas } from './join-mirnas.ts';
import { readCloseUps } from './read-close-ups.ts';
import { readConsensus } from './read-consensus.ts';
import { readPatientResults } from './read-patient-results.ts';
import { type LocatedCandidate, rankingColumns, readCandidates } from './read-ranking.ts';
import { readSeedResults } from './read-seed-results.ts';
import { readSetResults } from './read-set-results.ts';
import { readSharedResults } from './read-shared-results.ts';
import type { StudyTables, Utr } from './read-study-tables.ts';
import type { ReportContext, ReportContrast, ReportInput } from './report-contract.ts';

/** The results of one contrast: its genes, and targets and ranking where there are any. */
export async function readContrast(
  context: ReportContext,
  contrast: ReportContrast,
  tables: StudyTables,
  rowsOf: (ids: readonly string[]) => GeneRows,
): Promise<ContrastResult> {
  const file = (name: ReportInput) => context.inputs(name).get(contrast.id);
  const results = await readResults(file('results') as string);
  const rows = await readArtifact(file('rows') as string, rowTable);
  const { baseMean } = results;
  const genes = rowsOf(results.geneIds);
  const id = genes.ids;
  const { filtering, filterThreshold, cooks } = await readJsonArtifact(file('summary') as string, summaryFile);
  const ranking = await readOptional(file('ranking'), rankingTable);
  const consensus = file('consensus');
  const { symbols } = tables;
  return {
    ...contrast,
    leftOut: contrast.leftOut ?? undefined,
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
    ...(ranking === undefined
      ? {}
      : await readTargets(context, contrast, tables, genes, ranking, file('siteShifts') as string)),
    ...(contrast.hasOwnMirna && { mirna: await readMirna(context, contrast.id) }),
    shared: await readSharedResults(file('sharedSummary'), file('sharedContrasts'), ranking, genes.rowOf),
    seeds: await readSeeds(file),
    sets: await readSets(file, () => id.map((gene, row) => symbols?.[row] || gene), context.params.differential.alpha),
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
  names: () => readonly string[],
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
  return readSetResults({ sets, runningScores, overlaps, notes }, names(), alpha);
}

/** The miRNAs that were perturbed in a contrast. */
async function readMirna({ optionalInput }: ReportContext, contrast: string) {
  const file = optionalInput('mirna');
  return file === undefined ? undefined : joinMirnas(mirnasOf(await readJsonArtifact(file, mirnaFile), contrast));
}

async function readTargets(
  context: ReportContext,
  contrast: ReportContrast,
  tables: StudyTables,
  { ids, rowOf }: GeneRows,
  ranking: RankingValues,
  shiftsFile: string,
): Promise<Required<Pick<ContrastResult, 'targets' | 'ranking'>>> {
  const { utrs } = tables;
  const rows = ranking.geneIds.map((id) => rowOf.get(id) as number);
  const count = (name: string) => ranking.classes.filter((one) => one === name).length;
  return {
    targets: { strongest: strongestSites(ranking, rows), ...(await readShifts(shiftsFile)) },
    ranking: {
      candidates: await addCloseUps(context, contrast, tables, readCandidates(ranking, rows, utrs)),
      others: [
        { reason: 'move as targets do but have no site', genes: count('moved_without_site') },
        { reason: 'have a site but do not move so', genes: count('site_without_change') },
        ...(count('intended_target') === 0
          ? []
          : [{ reason: 'set apart as the intended target of the siRNA', genes: count('intended_target') }]),
        { reason: "cannot be judged, as their 3' UTR is not known", genes: count('cannot_be_judged') },
      ],
      columns: [...rankingColumns(ranking, rows, ids.length), utrLengths(ids, utrs)],
    },
  };
}

function utrLengths(geneIds: readonly string[], utrs: ReadonlyMap<string, Utr>): PackableColumn {
  const integers = new Float64Array(geneIds.length);
  for (const [row, id] of geneIds.entries()) integers[row] = utrs.get(id)?.length ?? Number.NaN;
  return { name: 'utr_length', integers };
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
  for (let place = 0; place < rows.length; place++) {
    if (Number.isNaN(counts[0]![place]!)) continue;
    const first = counts.findIndex((column) => column[place]! > 0);
    strongest[rows[place]!] = first === -1 ? NO_SITE : first;
  }
  return strongest;
}

async function readShifts(file: string): Promise<Pick<TargetResults, 'shifts' | 'strong' | 'overall'>> {
  const table = await readArtifact(file, siteShiftTable);
  const shifts = table.types.map(
    (type, row): SiteShift => ({
      type: type as SiteShift['type'],
      genes: table.genes[row]!,
      genesWithout: table.genesWithout[row]!,
      medianShift: table.medianShift[row]!,
      ciLow: table.ciLow[row]!,
      ciHigh: table.ciHigh[row]!,
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
  const of = (wanted: SiteShift['type']) => shifts.find(({ type }) => type === wanted);
  const [overall, strong] = [of('any'), of(SEVEN_OR_EIGHT)];
  return { shifts: shifts.filter((shift) => shift !== overall && shift !== strong), strong, overall };
}

/** Candidates whose sites a reader sees one by one. */
const CLOSE_UPS = 15;

async function addCloseUps(
  context: ReportContext,
  contrast: ReportContrast,
  tables: StudyTables,
  located: readonly LocatedCandidate[],
): Promise<Candidate[]> {
  const first = new Map(located.slice(0, CLOSE_UPS).map(({ utr, name }) => [utr, name]));
  const closeUps = await readCloseUps(context, tables, contrast.id, first);
  return located.map(({ candidate, utr }) => {
    const sites = closeUps.get(utr);
    return sites === undefined ? candidate : { ...candidate, utr, closeUps: sites };
  });
}
