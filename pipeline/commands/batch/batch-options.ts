import type { GivenFlags } from '../../study/options/option-values.ts';

/** What `batch`, `batch status` and `batch cancel` were asked, as commander parsed it. */
export interface BatchOptions {
  readonly template?: string;
  readonly out?: string;
  readonly json?: boolean;
}

export interface BatchRunOptions extends BatchOptions, GivenFlags<'batch'> {
  readonly wait: boolean;
}

export interface BatchStatusOptions extends BatchOptions {
  readonly check?: boolean;
}
