import type { EngineName } from '../engines/engine-name.ts';

const SHORT: Readonly<Record<EngineName, string>> = {
  deseq2: 'DESeq2',
  'edger-ql': 'edgeR QL',
  'edger-ql-legacy': 'edgeR QL (3.x)',
  'edger-lrt': 'edgeR LRT',
  'edger-exact': 'edgeR exact',
  'limma-voom': 'limma-voom',
  'limma-trend': 'limma-trend',
  voomlmfit: 'voomLmFit',
};

/** An engine as figures and tables label it. */
export function shortEngineName(engine: EngineName): string {
  return SHORT[engine];
}
