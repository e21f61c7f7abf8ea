import type { EngineName } from '../engines/engine-name.ts';
import * as cited from './engine-citations.ts';
import type { Citation } from './report-data.ts';

/** What was asked of edgeR and limma. */
export interface EngineParameters {
  readonly design: string;
  readonly alpha: number;
  readonly robust: boolean;
  readonly treat: number;
  readonly norm: 'TMM' | 'TMMwsp' | 'RLE' | 'upperquartile' | 'none';
  readonly filterByExpr: boolean;
  readonly block: string | null;
  readonly sampleWeights: boolean;
  readonly priorCount: number | null;
  readonly dispersion: number | 'one-group' | null;
  readonly estimateDispersions: boolean;
}

export type CountEngine = Exclude<EngineName, 'deseq2'>;

/** Sentences that cite, with what they cite. */
interface Said {
  readonly text: string;
  readonly citations: readonly Citation[];
}

/** An engine in words. */
export function nameOfEngine(engine: EngineName): string {
  return {
    deseq2: 'DESeq2',
    'edger-ql': "edgeR's quasi-likelihood tests (version 4)",
    'edger-ql-legacy': "edgeR's quasi-likelihood tests (version 3)",
    'edger-lrt': "edgeR's likelihood ratio tests",
    'edger-exact': "edgeR's exact test",
    'limma-voom': 'limma-voom',
    'limma-trend': 'limma-trend',
    voomlmfit: 'voomLmFit',
  }[engine];
}

/** How edgeR or limma made the results, as sentences that fit a methods section, and what they cite. */
export function describeEngine(
  engine: CountEngine,
  parameters: EngineParameters,
): { readonly paragraphs: readonly string[]; readonly citations: readonly Citation[] } {
  const isLimma = engine === 'limma-voom' || engine === 'limma-trend' || engine === 'voomlmfit';
  const model = isLimma ? linearModel(engine, parameters) : countModel(engine, parameters);
  const prepared = preparation(parameters);
  const adjusted: Said = {
    text: `P-values were adjusted for multiple testing by the method of Benjamini & Hochberg (1995); genes with an adjusted p-value below ${parameters.alpha} are called significant.`,
    citations: [cited.BENJAMINI],
  };
  const tested = testsOf(engine, parameters);
  const all = [...prepared, ...model, ...tested, adjusted];
  const half = prepared.length + model.length;
  const join = (said: readonly Said[]) => said.map(({ text }) => text).join(' ');
  return {
    paragraphs: [join(all.slice(0, half)), join(all.slice(half))],
    citations: [...new Set(all.flatMap(({ citations }) => citations))],
  };
}

function preparation({ filterByExpr, norm }: EngineParameters): Said[] {
  const factors: Readonly<Record<EngineParameters['norm'], Said>> = {
    TMM: { text: 'Library sizes were scaled by TMM factors (Robinson & Oshlack 2010).', citations: [cited.TMM] },
    TMMwsp: {
      text: 'Library sizes were scaled by TMM factors with singletons paired (TMMwsp; Robinson & Oshlack 2010).',
      citations: [cited.TMM],
    },
    RLE: {
      text: 'Library sizes were scaled by median ratios to the geometric mean library (RLE; Anders & Huber 2010).',
      citations: [cited.ANDERS],
    },
    upperquartile: {
      text: 'Library sizes were scaled by upper quartiles (Bullard et al. 2010).',
      citations: [cited.BULLARD],
    },
    none: { text: 'Library sizes were used as they are.', citations: [] },
  };
  const filter = filterByExpr ? [{ text: 'Genes with low counts were left out by filterByExpr.', citations: [] }] : [];
  return [...filter, factors[norm]];
}

function countModel(engine: CountEngine, parameters: EngineParameters): Said[] {
  const { design, dispersion, estimateDispersions, robust } = parameters;
  const stated =
    dispersion === null
      ? undefined
      : `at ${dispersion === 'one-group' ? 'the dispersion of all samples taken as one group' : `a stated dispersion of ${dispersion}`}`;
  const robustly = robust ? robustness : [];
  const model = `a negative binomial generalized linear model with the design ${design} was fitted as in edgeR`;
  switch (engine) {
    case 'edger-ql': {
      const at =
        stated ??
        (estimateDispersions
          ? 'at dispersions along abundance (estimateDisp)'
          : 'at the dispersion of the most abundant genes');
      return [
        {
          text: `For each gene ${model} (version 4; Chen et al. 2025) ${at}, and a quasi-dispersion estimated from deviances adjusted for small counts and drawn toward a trend.`,
          citations: [cited.CHEN],
        },
        ...robustly,
      ];
    }
    case 'edger-ql-legacy':
      return [
        {
          text: `For each gene ${model} (version 3; Robinson, McCarthy & Smyth 2010; McCarthy, Chen & Smyth 2012) ${stated ?? 'at dispersions along abundance'}, and a quasi-dispersion was estimated and drawn toward a trend (Lund et al. 2012; Lun & Smyth 2017).`,
          citations: [cited.ROBINSON, cited.MCCARTHY, cited.LUND, cited.LUN],
        },
        ...robustly,
      ];
    case 'edger-lrt':
      return [
        {
          text: `For each gene ${model} (Robinson, McCarthy & Smyth 2010; McCarthy, Chen & Smyth 2012) ${stated ?? 'at its dispersion, drawn toward the trend along abundance'}.`,
          citations: [cited.ROBINSON, cited.MCCARTHY],
        },
        ...robustly,
      ];
    default:
      return [
        {
          text: `The groups of ${design} were compared as in edgeR (Robinson, McCarthy & Smyth 2010) ${stated ?? 'at the dispersion of each gene, drawn toward the trend along abundance'}.`,
          citations: [cited.ROBINSON],
        },
        ...robustly,
      ];
  }
}

const robustness: readonly Said[] = [
  {
    text: 'Genes that vary more than others were drawn less toward the trend (Phipson et al. 2016).',
    citations: [cited.PHIPSON],
  },
];

function linearModel(engine: CountEngine, parameters: EngineParameters): Said[] {
  const { design, block, sampleWeights, robust, priorCount } = parameters;
  const text = {
    'limma-voom': `For each gene a linear model of log2 counts per million with the design ${design}, weighted by the precision that the mean-variance trend predicts (voom; Law et al. 2014), was fitted as in limma (Ritchie et al. 2015).`,
    'limma-trend': `For each gene a linear model of log2 counts per million (prior count ${priorCount ?? 2}) with the design ${design} was fitted as in limma (Ritchie et al. 2015), with a prior variance that follows the mean expression (limma-trend; Law et al. 2014).`,
    voomlmfit: `For each gene a linear model of log2 counts per million with the design ${design}, weighted by the precision that the mean-variance trend predicts (Law et al. 2014), was fitted as by voomLmFit of edgeR 4 (Chen et al. 2025), without degrees of freedom of groups that have no counts (Lun & Smyth 2017), and moderated as in limma (Ritchie et al. 2015).`,
  }[engine as 'limma-voom' | 'limma-trend' | 'voomlmfit'];
  const own = engine === 'voomlmfit' ? [cited.CHEN, cited.LUN] : [];
  const blocked =
    block !== null && engine !== 'voomlmfit'
      ? [
          {
            text: `Samples of the same ${block} were taken as correlated (Smyth, Michaud & Scott 2005).`,
            citations: [cited.SMYTH],
          },
        ]
      : [];
  const weighted =
    sampleWeights && engine !== 'voomlmfit'
      ? [
          {
            text: 'Samples were weighted by how well they agree with the others (Ritchie et al. 2006).',
            citations: [cited.WEIGHTS],
          },
        ]
      : [];
  return [
    { text, citations: [cited.RITCHIE, cited.LAW, ...own] },
    ...blocked,
    ...weighted,
    ...(robust ? robustness : []),
  ];
}

function testsOf(engine: CountEngine, { treat }: EngineParameters): Said[] {
  const isAgainst = treat > 0 && engine !== 'edger-exact';
  const name = {
    'edger-ql': 'quasi-likelihood F-tests',
    'edger-ql-legacy': 'quasi-likelihood F-tests',
    'edger-lrt': 'likelihood ratio tests',
    'edger-exact': 'exact tests (Robinson & Smyth 2008)',
    'limma-voom': 'moderated t-tests',
    'limma-trend': 'moderated t-tests',
    voomlmfit: 'moderated t-tests',
  }[engine];
  if (isAgainst) {
    return [
      {
        text: `P-values are of tests of an absolute log2 fold change above ${treat} (McCarthy & Smyth 2009).`,
        citations: [cited.TREAT],
      },
    ];
  }
  return [{ text: `P-values are of ${name}.`, citations: engine === 'edger-exact' ? [cited.EXACT] : [] }];
}
