import { repeatsGroups } from '../../../src/design/repeated-groups.ts';
import { overlapOfGroupings, silhouettes } from '../../../src/normalize/sample-checks.ts';
import { countOf, formatFixed, formatPercent, listWords } from '../../../src/report/format.ts';
import type { QualityResults, ReportNote, StudySummary } from '../../../src/report/report-data.ts';
import { median } from '../../../src/stats/ranks/median.ts';

/** Below this silhouette a sample lies clearly nearer to another group than to its own. */
const ASTRAY = -0.05;
/** Libraries below this share of the median are called small. */
const SMALL_LIBRARY = 0.3;

const warning = (text: string): ReportNote => ({ level: 'warning', stage: 'quality', text });
const info = (text: string): ReportNote => ({ level: 'info', stage: 'quality', text });

/** What a reader should know of the samples before believing anything else, in words; `conditions` are the variables of the contrasts. */
export function sampleNotes(study: StudySummary, quality: QualityResults, conditions: readonly string[]): ReportNote[] {
  return [
    ...conditions.flatMap((condition) => strayNotes(study, quality, condition)),
    ...conditions.flatMap((condition, k) => confoundingNotes(study, condition, conditions.slice(0, k))),
    ...libraryNotes(study, quality),
  ];
}

/** Samples that lie nearer to another group than to their own. */
function strayNotes({ samples }: StudySummary, { sampleDistances }: QualityResults, condition: string): ReportNote[] {
  if (sampleDistances === undefined) return [];
  const groups = samples.map(({ values }) => values[condition] ?? '');
  const widths = silhouettes(sampleDistances, groups);
  const astray = samples.filter((_, sample) => widths[sample]! < ASTRAY);
  if (astray.length === 0) return [];
  if (astray.length > samples.length / 4) {
    return [
      info(
        `${countOf(astray.length, 'sample lies', 'samples lie')} nearer to another group than to their own: over all genes ` +
          `the samples do not cluster by ${condition}. Something else, such as a batch, tells them apart more than it does.`,
      ),
    ];
  }
  return astray.map(({ name, values }) =>
    warning(
      `Sample ${name} is labeled ${values[condition]} but lies nearer to the samples of another group. Was it swapped or mislabeled?`,
    ),
  );
}

/** Variables of the sheet that cannot be told from the condition; those in `told` have been compared with it. */
function confoundingNotes(
  { samples, variables, design }: StudySummary,
  condition: string,
  told: readonly string[],
): ReportNote[] {
  const groups = samples.map(({ values }) => values[condition] ?? '');
  return variables.flatMap((variable) => {
    const levels = samples.map(({ values }) => values[variable] ?? '');
    const different = new Set(levels).size;
    if (variable === condition || told.includes(variable) || different < 2 || different === samples.length) return [];
    const overlap = overlapOfGroupings(levels, groups);
    if (overlap === 'crossed') return [];
    if (repeatsGroups(variable, levels, groups)) {
      return [info(`Column ${variable} only repeats ${condition}: it says nothing else, and confounds nothing.`)];
    }
    const pairs = [...new Set(levels.map((level, sample) => `${level} only with ${groups[sample]}`))];
    const inDesign = new RegExp(`\\b${escapePattern(variable)}\\b`).test(design);
    return [
      warning(
        `Column ${variable} is confounded with ${condition}: ${listWords(pairs.slice(0, 4))}. If ${variable} is a batch, ` +
          `its effect cannot be told from that of ${condition}${inDesign ? '' : ', and no model can remove it'}.`,
      ),
    ];
  });
}

function libraryNotes({ samples }: StudySummary, { librarySizes }: QualityResults): ReportNote[] {
  const middle = median(librarySizes);
  return samples.flatMap(({ name }, sample) => {
    const size = librarySizes[sample]!;
    if (!(size < SMALL_LIBRARY * middle)) return [];
    return [
      warning(
        `Sample ${name} has ${formatFixed(size / 1e6, 2)} million reads in genes, ${formatPercent(size / middle)} of the ` +
          'median: its counts say little of genes with low expression.',
      ),
    ];
  });
}

function escapePattern(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
