import type { EngineName } from '../../../src/engines/engine-name.ts';
import type { Stage } from '../../engine/stage.ts';
import type { Study, StudyContrast } from '../../study/study.ts';
import { byContrast } from '../dimensions.ts';
import { type WithTwin, withTwin } from '../typed-twin.ts';

type Params = {
  readonly engines: readonly EngineName[];
  readonly alpha: number;
  /** Of the sheet, where the study names it. */
  readonly sampleColumn: string | null;
  /** Samples that the contrast leaves out. */
  readonly exclude: StudyContrast['exclude'];
};
type In = 'results' | 'rows' | 'summary' | 'counts' | 'samples';

/** What the engines of a study say of each gene, beside one another, and why they differ. */
export const consensus: Stage<Study, Params, In, WithTwin<'consensus'>, readonly [StudyContrast]> = {
  id: 'consensus',
  version: 2,
  over: [byContrast],
  inputs: { results: 'each', rows: 'each', summary: 'each', counts: 'optional', samples: 'optional' },
  outputs: withTwin('consensus', {
    file: 'consensus.tsv',
    publish: 'tables/consensus/{contrast}.consensus.tsv',
  }),
  skip: ({ engines, table }) =>
    table !== undefined || engines.length < 2 ? 'one engine tests the contrasts: `engine` can name several' : undefined,
  selectParams: ({ engines, differential, reading }, { exclude }) => ({
    engines,
    alpha: differential.alpha,
    sampleColumn: reading.sampleColumn,
    exclude,
  }),
  async run(context) {
    const { consensusValues } = await import('../../../src/analyses/consensus/consensus-values.ts');
    const { describeConsensus } = await import('../../../src/analyses/consensus/describe-consensus.ts');
    const { opinionOf } = await import('../../../src/analyses/consensus/engine-opinion.ts');
    const { findConsensus } = await import('../../../src/analyses/consensus/find-consensus.ts');
    const { consensusTable } = await import('../../../src/artifacts/consensus-table.ts');
    const { rowTable } = await import('../../../src/artifacts/count-tables.ts');
    const { summaryFile } = await import('../../../src/artifacts/json-files.ts');
    const { readArtifact, readJsonArtifact, writeArtifact } = await import('../artifact-files.ts');
    const { readResults } = await import('../rank/read-rankable.ts');
    const { readMeanCounts } = await import('./read-mean-counts.ts');
    const { params, inputs, input, emit } = context;
    const file = (name: 'results' | 'rows' | 'summary', engine: EngineName) => inputs(name).get(engine) as string;
    const opinions = await Promise.all(
      params.engines.map(async (engine) =>
        opinionOf(
          engine,
          await readResults(file('results', engine)),
          await readJsonArtifact(file('summary', engine), summaryFile),
          await readArtifact(file('rows', engine), rowTable),
        ),
      ),
    );
    const meanCounts = await readMeanCounts(input('counts'), input('samples'), params);
    const found = findConsensus({ opinions, alpha: params.alpha, meanCounts });
    await writeArtifact(context, 'consensus', consensusTable, consensusValues(found));
    emit({ type: 'note', level: 'info', text: describeConsensus(found) });
  },
};
