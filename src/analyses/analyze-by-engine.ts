import { resultTable } from '../artifacts/result-table.ts';
import type { Deseq2Input } from '../engines/check-input.ts';
import type { Dependencies } from '../engines/deseq2/kernel/dependencies.ts';
import { rowColumns } from '../engines/deseq2/result-columns.ts';
import type { CountExecution } from '../engines/kernels/counts/count-program.ts';
import { analyzeContrast } from './analyze-contrast.ts';
import type { EngineAnalysis, EngineRequest } from './engine-request.ts';

/** What the engines compute with; on the calling thread by default. */
export interface EngineDependencies extends Dependencies {
  /** For edgeR and limma. */
  readonly execution?: CountExecution | undefined;
}

/**
 * Which genes differ between two conditions, by the engine asked for? Engines are loaded when they are asked for.
 * Throws a `Fault` for what the engine cannot test.
 *
 * @param dependencies what the engine computes with
 */
export async function analyzeByEngine(
  input: Deseq2Input,
  request: EngineRequest,
  dependencies?: EngineDependencies,
): Promise<EngineAnalysis> {
  switch (request.engine) {
    case 'deseq2': {
      const { results, summary, analysis } = await analyzeContrast(input, request.options, dependencies);
      return {
        results,
        columns: resultTable.toColumns(results),
        rows: () => rowColumns(analysis.fit),
        summary,
        design: analysis.fit.design,
        deseq2: analysis,
      };
    }
    case 'limma-voom':
    case 'limma-trend':
    case 'voomlmfit':
      return (await import('./analyze-by-limma.ts')).analyzeByLimma(input, request, dependencies?.execution);
    default:
      return (await import('./analyze-by-edger.ts')).analyzeByEdger(input, request, dependencies?.execution);
  }
}
