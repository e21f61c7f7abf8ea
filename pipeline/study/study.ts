/** One comparison of two levels of a variable. */
export interface StudyContrast {
  /** In file names and tables: `mir9_vs_control`. */
  readonly id: string;
  readonly variable: string;
  readonly target: string;
  readonly reference: string;
}

/** How the differential stage computes, in the terms of DESeq2. */
export type DifferentialOptions = {
  readonly alpha: number;
  readonly test: 'wald' | 'lrt';
  readonly reduced: string | null;
  readonly fitType: 'parametric' | 'local' | 'mean';
  readonly lfcThreshold: number;
  readonly alternative: 'greaterAbs' | 'lessAbs' | 'greater' | 'less';
  readonly shrink: 'none' | 'apeglm' | 'normal';
  readonly cooks: boolean;
  readonly independentFiltering: boolean;
};

export type SizeFactorType = 'ratio' | 'poscounts' | 'iterate';

/** A study with its defaults filled in and its paths absolute. */
export interface Study {
  readonly name: string;
  /** Files of the count table, or of its samples. */
  readonly counts: readonly string[];
  readonly samples: string;
  readonly design: string;
  readonly contrasts: readonly StudyContrast[];
  readonly mirna: string | undefined;
  readonly mirnas: string | undefined;
  readonly effect: 'overexpression' | 'inhibition';
  readonly utrs: string | undefined;
  /** The results folder. */
  readonly out: string;
  /** Undefined: ratio, or poscounts where every gene has a zero. */
  readonly sizeFactors: SizeFactorType | undefined;
  readonly differential: DifferentialOptions;
}
