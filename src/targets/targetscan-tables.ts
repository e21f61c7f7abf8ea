import type { ScoredType } from '../mirna/context/context-coefficients.ts';
import { type ContextScore, featureOrder } from '../mirna/context/context-score.ts';
import { drawPairing } from '../mirna/context/three-prime-pairing.ts';
import type { Mirna } from '../mirna/families/mirna.ts';
import type { SeedSiteType } from '../mirna/sites/site-types.ts';
import { formatFixed, formatGeneral } from '../text/printf-decimal.ts';
import type { PredictedSite, UtrPrediction } from './predict-sites.ts';
import { speciesWithType } from './site-groups.ts';

/** Rows of the tables that the public TargetScan 7.0 programs write, column for column. */

/** TargetScan's name of a site type. */
function targetScanType(type: SeedSiteType): string {
  if (type === '8mer') return '8mer-1a';
  return type === '7mer-A1' ? '7mer-1a' : type;
}

const shared = [
  'miRNA_family_ID',
  'species_ID',
  'MSA_start',
  'MSA_end',
  'UTR_start',
  'UTR_end',
  'Group_num',
  'Site_type',
  'miRNA in this species',
  'Group_type',
].join('\t');

export const siteHeader = `a_Gene_ID\t${shared}\tSpecies_in_this_group\tSpecies_in_this_group_with_this_site_type\tORF_overlap`;
export const conservationHeader = `Gene_ID\t${shared}\tBranch length score\tPct\tConserved`;

function placeCells(gene: string, family: string, site: PredictedSite): (string | number)[] {
  const { species, firstColumn, lastColumn, start, end, groupNumber, type } = site;
  return [gene, family, species, firstColumn, lastColumn, start, end, groupNumber, targetScanType(type), 'x'];
}

/** Table 1, targetscan_70_output.txt. */
export function siteRow(gene: string, family: string, site: PredictedSite): string {
  const { group, type } = site;
  const isUniform = group.types.length === 1;
  return [
    ...placeCells(gene, family, site),
    group.types.map(targetScanType).join('+'),
    group.species.join(' '),
    isUniform ? '' : speciesWithType(group, type).join(' '),
    site.overlapsOrf ? 1 : 0,
  ].join('\t');
}

/** Table 2, UTRs_median_BLs_bins.txt. */
export function binRow(gene: string, { measure }: UtrPrediction): string {
  const { medianBranchLength, bin } = measure();
  return `${gene}\t${formatGeneral(medianBranchLength)}\t${bin}`;
}

/** Table 3, targetscan_70_output.BL_PCT.txt. */
export function conservationRow(gene: string, family: string, site: PredictedSite): string {
  const { type, branchLength = 0, isConserved } = site;
  const score = speciesWithType(site.group, type).length < 2 ? '0' : formatFixed(branchLength, 4);
  return [...placeCells(gene, family, site), targetScanType(type), score, pctText(site), isConserved ? 'x' : ''].join(
    '\t',
  );
}

function pctText({ pct, type, branchLength }: PredictedSite): string {
  if (pct === undefined) return 'NA';
  if (type === '6mer' || branchLength === 0) return '0.0';
  const text = formatFixed(pct, 4);
  return Number(text) < 0 ? '0.0' : text;
}

/** The PCT that the score of a site takes: the one that is printed. */
export function printedPct(site: PredictedSite): number | undefined {
  const text = pctText(site);
  return text === 'NA' ? undefined : Number(text);
}

export const contextHeader = [
  'Gene ID',
  'Species ID',
  'Mirbase ID',
  'Site Type',
  'UTR start',
  'UTR end',
  'Site type contribution',
  "3' pairing contribution",
  'local AU contribution',
  'Min_dist contribution',
  'sRNA1A contribution',
  'sRNA1C contribution',
  'sRNA1G contribution',
  'sRNA8A contribution',
  'sRNA8C contribution',
  'sRNA8G contribution',
  'site8A contribution',
  'site8C contribution',
  'site8G contribution',
  "3'UTR length contribution",
  'SA contribution',
  'ORF length contribution',
  'ORF 8mer contribution',
  'Offset 6mer contribution',
  'TA contribution',
  'SPS contribution',
  'PCT contribution',
  'context++ score',
  'context++ score percentile',
  'AIR',
  'weighted context++ score',
  'weighted context++ score percentile',
  'UTR region',
  'UTR-miRNA pairing',
  'mature miRNA sequence',
  'miRNA family',
  'Group #',
].join('\t');

/** The score as it is printed: what was set to the weakest score of its type has the fewest digits. */
export function scoreText({ score, isWeakest }: Pick<ContextScore, 'score' | 'isWeakest'>): string {
  return isWeakest ? String(score) : formatFixed(score, 3);
}

/** Table 5, Targets.BL_PCT.context_scores.txt, without the percentiles: their cells come from `rank`. */
export function contextRow(
  gene: string,
  family: string,
  site: PredictedSite,
  mirna: Mirna,
  score: ContextScore,
  percentile: number,
  weightedPercentile: number,
): string {
  const { contributions, window, pairing } = score;
  const missing: Readonly<Record<string, string>> = { targetAbundance: 'NA', seedPairingStability: 'NA' };
  const drawing = drawPairing(window, mirna.sequence, site.type as ScoredType, pairing);
  return [
    gene,
    site.species,
    mirna.name,
    targetScanType(site.type),
    site.start,
    site.end,
    score.intercept,
    ...featureOrder.map((feature) => {
      const value = contributions[feature];
      return value === undefined ? (missing[feature] ?? '0') : formatFixed(value, 3);
    }),
    scoreText(score),
    percentile,
    formatGeneral(score.air),
    formatFixed(score.weighted, 4),
    weightedPercentile,
    drawing.utr,
    drawing.bars,
    drawing.mirna,
    family,
    site.groupNumber,
  ].join('\t');
}
