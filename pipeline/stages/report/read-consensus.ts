import { consensusTable } from '../../../src/artifacts/consensus-table.ts';
import type { EngineName } from '../../../src/engines/engine-name.ts';
import { shortEngineName } from '../../../src/report/engine-words.ts';
import type { ConsensusResults } from '../../../src/report/report-data.ts';
import { readArtifact } from '../artifact-files.ts';

/** What the engines of a study say of each gene of a contrast. */
export async function readConsensus(file: string, engines: readonly EngineName[]): Promise<ConsensusResults> {
  const { agreement, calledBy, causes, why, more } = await readArtifact(file, consensusTable);
  const called = calledBy.map((text) => new Map(text.split(';').map((one) => one.split(':') as [string, string])));
  return {
    engines: engines.map((engine) => {
      const column = (name: string) => more!.get(`${engine}:${name}`) as Float64Array;
      const directions = called.map((calls) => calls.get(engine));
      return {
        engine,
        name: shortEngineName(engine),
        log2FoldChange: column('log2FoldChange'),
        lfcSE: column('lfcSE'),
        pvalue: column('pvalue'),
        padj: column('padj'),
        calls: Int8Array.from(directions, (one) => (one === undefined ? 0 : one === 'up' ? 1 : -1)),
      };
    }),
    agreement: agreement as ConsensusResults['agreement'],
    causes,
    why,
  };
}
