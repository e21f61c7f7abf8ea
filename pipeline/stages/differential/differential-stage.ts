import type { Place, Stage } from '../../engine/stage.ts';
import { designRequestOf } from '../../study/design-request.ts';
import type { Study, StudyContrast } from '../../study/study.ts';
import { byContrast, byEngine } from '../dimensions.ts';
import { withTwin } from '../typed-twin.ts';
import type { DifferentialInput, DifferentialOutput, DifferentialParams } from './differential-contract.ts';

const published = (file: string) => ({ file, publish: `tables/differential/{contrast}.{engine}.${file}` });

/** DESeq2 for one contrast, its reference level being the base level of its variable; or the finished results of the study. */
export const differential: Stage<
  Study,
  DifferentialParams,
  DifferentialInput,
  DifferentialOutput,
  readonly [StudyContrast, Place]
> = {
  id: 'differential',
  version: 9,
  over: [byContrast, byEngine],
  inputs: {
    table: 'optional',
    counts: 'optional',
    samples: 'optional',
    lengths: 'optional',
    sizeFactors: 'optional',
    normalizationFactors: 'optional',
    // For samples that are normalized anew, as a contrast leaves some out.
    sizeFactorTable: 'optional',
    factorTable: 'optional',
    controlGenes: 'optional',
    filter: 'optional',
  },
  outputs: {
    ...withTwin('results', published('results.tsv')),
    ...withTwin('rows', published('rows.tsv')),
    summary: published('summary.json'),
  },
  selectParams: ({ reading, sizeFactors, differential: options }, contrast) => {
    const { factors, numeric, references, ...test } = options;
    const { exclude } = contrast;
    return {
      ...test,
      request: designRequestOf({ factors, numeric, references }, contrast),
      sampleColumn: reading.sampleColumn,
      exclude,
      sizeFactorType: exclude === null ? null : (sizeFactors ?? null),
    };
  },
  async run(context) {
    if (context.optionalInput('table') !== undefined) {
      const { adoptTable } = await import('./adopt-table.ts');
      return adoptTable(context);
    }
    const { output, emit } = context;
    const { rowTable } = await import('../../../src/artifacts/count-tables.ts');
    const { summaryFile } = await import('../../../src/artifacts/json-files.ts');
    const { resultTable } = await import('../../../src/artifacts/result-table.ts');
    const { writeArtifact, writeJsonArtifact } = await import('../artifact-files.ts');
    const { analyzeStudyContrast } = await import('./analyze-study-contrast.ts');
    const { results, summary, analysis } = await analyzeStudyContrast(context);
    const { geneIds, columns, cooks } = analysis.fit;
    await writeArtifact(context, 'results', resultTable, results);
    const { dispGeneEst, dispFit, dispMap: dispMAP, dispersion } = columns;
    await writeArtifact(context, 'rows', rowTable, {
      geneIds,
      logPvalue: results.logPvalue,
      dispGeneEst,
      dispFit,
      dispMAP,
      dispersion,
      dispOutlier: Int32Array.from(columns.dispOutlier),
      maxCooks: cooks.maxCooks,
    });
    for (const { text, level = 'info' } of summary.notes) emit({ type: 'note', level, text });
    await writeJsonArtifact(output('summary'), summaryFile, summary);
  },
};
