import { describe, expect, it } from 'vitest';
import { checkEngines } from '../../../pipeline/study/options/check-engines.ts';
import { engineNames } from '../../../pipeline/study/options/engine-options.ts';
import type { OptionKey } from '../../../pipeline/study/options/option-table.ts';
import type { EngineName } from '../../../src/engines/engine-name.ts';
import { Fault } from '../../../src/fault.ts';

function refusalOf(engines: readonly EngineName[], ...given: OptionKey[]): Fault['details'] | undefined {
  try {
    checkEngines(engines, given);
    return undefined;
  } catch (error) {
    if (error instanceof Fault) return error.details;
    throw error;
  }
}

const edger: readonly EngineName[] = ['edger-ql', 'edger-ql-legacy', 'edger-lrt', 'edger-exact'];
const limma: readonly EngineName[] = ['limma-voom', 'limma-trend', 'voomlmfit'];
const both = [...edger, ...limma];

describe('an option applies to its engines and is refused with all others', () => {
  it.each<[OptionKey, readonly EngineName[]]>([
    ['robust', both],
    ['norm', both],
    ['filter_by_expr', both],
    ['treat', both.filter((name) => name !== 'edger-exact')],
    ['block', ['limma-voom', 'limma-trend']],
    ['sample_weights', ['limma-voom', 'limma-trend']],
    ['prior_count', [...edger, 'limma-trend']],
    ['dispersion', edger],
    ['estimate_dispersions', ['edger-ql']],
    ['test', ['deseq2']],
    ['shrink', ['deseq2']],
    ['lfc_threshold', ['deseq2']],
    ['size_factors', ['deseq2']],
    ['vst_out', ['deseq2']],
    ['rlog_out', ['deseq2']],
    ['rows', engineNames],
    ['alpha', engineNames],
    ['design', engineNames],
    ['weights', engineNames],
  ])('%s', (key, known) => {
    for (const engine of engineNames) {
      const refusal = refusalOf([engine], key);
      if (known.includes(engine)) expect(refusal).toBeUndefined();
      else {
        expect(refusal).toMatchObject({ code: 'OPTION_OF_OTHER_ENGINE', option: key });
        for (const name of known) expect(refusal?.expected).toContain(name);
      }
    }
  });

  it('of several engines one has to know it', () => {
    expect(refusalOf(['edger-ql', 'deseq2'], 'shrink', 'robust')).toBeUndefined();
    expect(refusalOf(['edger-ql', 'limma-voom'], 'shrink')).toMatchObject({ option: 'shrink' });
  });

  it('engines are named once', () => {
    expect(refusalOf(['edger-ql', 'edger-ql'])).toMatchObject({ code: 'ENGINE_TWICE' });
  });
});
