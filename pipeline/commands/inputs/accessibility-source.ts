import type { InputFile } from '../../../src/formats/bytes/input-file.ts';
import type { FoldStretches } from '../../../src/mirna/folding/fold-stretches.ts';
import { targetScanFolding } from '../../../src/mirna/folding/folding-rules.ts';
import { isPath } from '../../study/options/option-table.ts';
import { foldingThreads, foldStretchesOn } from '../../threads/folding-threads.ts';
import { availableThreads } from './available-threads.ts';
import { openFolder } from './gene-utrs.ts';

/** Where the accessibility of sites comes from: tables of RNAplfold, or folding; neither where it is off. */
interface AccessibilitySource {
  readonly files: readonly InputFile[];
  readonly fold: FoldStretches | undefined;
}

/** Lets a command use what `--accessibility` says, and prints notes about it through `tell`. */
export async function withAccessibility<T>(
  { accessibility, threads }: { readonly accessibility: string; readonly threads?: number | undefined },
  tell: (notes: readonly string[]) => void,
  work: (source: AccessibilitySource) => Promise<T>,
): Promise<T> {
  if (isPath('accessibility', accessibility)) return work({ files: await openFolder(accessibility), fold: undefined });
  if (accessibility === 'off') return work({ files: [], fold: undefined });
  const pool = foldingThreads(targetScanFolding, threads ?? availableThreads());
  try {
    const result = await work({ files: [], fold: foldStretchesOn(pool) });
    tell(pool.notes());
    return result;
  } finally {
    await pool.close();
  }
}
