import { componentTable, distanceTable } from '../../../src/artifacts/count-tables.ts';
import { qualityFile } from '../../../src/artifacts/json-files.ts';
import type { MoreValues } from '../../../src/artifacts/table-spec.ts';
import type { Column } from '../../../src/formats/delimited/read-table.ts';
import { varianceBetweenGroups } from '../../../src/normalize/sample-checks.ts';
import type { QualityResults, StudySummary } from '../../../src/report/report-data.ts';
import { readArtifact, readJsonArtifact } from '../artifact-files.ts';
import type { NormalizedCounts } from './read-gene-counts.ts';
import type { ReportContext } from './report-contract.ts';

/** What the quality section shows. */
export async function readQuality(
  { input }: ReportContext,
  { samples, variables }: StudySummary,
  { librarySizes, sizeFactors, genesDetected }: NormalizedCounts,
): Promise<QualityResults> {
  const summary = await readJsonArtifact(input('quality'), qualityFile);
  const components = summary.varianceShare.length;
  const scores = rowMajor(await readArtifact(input('pca'), componentTable));
  const component = (k: number) => Float64Array.from(samples, (_, sample) => scores[sample * components + k]!);
  return {
    librarySizes,
    sizeFactors,
    genesDetected,
    transformation: summary.transformation,
    genesUsed: summary.pcaGenes,
    pca: {
      components,
      scores,
      varianceShare: Float64Array.from(summary.varianceShare),
      betweenLevels: groupingVariables(samples, variables).map((variable) => ({
        variable,
        shares: [0, 1]
          .filter((k) => k < components)
          .map((k) =>
            varianceBetweenGroups(
              component(k),
              samples.map(({ values }) => values[variable] ?? ''),
            ),
          ),
      })),
    },
    sampleDistances: rowMajor(await readArtifact(input('distances'), distanceTable)),
    sampleOrder: summary.sampleOrder,
    sampleTree: summary.sampleMerges,
  };
}

/** Variables that sort the samples into groups: more than one level, fewer than samples. */
function groupingVariables(samples: StudySummary['samples'], variables: readonly string[]): string[] {
  return variables.filter((variable) => {
    const levels = new Set(samples.map(({ values }) => values[variable])).size;
    return levels > 1 && levels < samples.length;
  });
}

/** The numbers of a table with a row a sample, [samples x columns], row-major. */
function rowMajor({ sampleIds, more }: { readonly sampleIds: readonly string[] } & MoreValues): Float64Array {
  const columns = [...(more ?? new Map<string, Column>()).values()] as Float64Array[];
  return Float64Array.from({ length: sampleIds.length * columns.length }, (_, at) => {
    return columns[at % columns.length]![Math.floor(at / columns.length)]!;
  });
}
