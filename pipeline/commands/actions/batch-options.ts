/** What `batch`, `batch status` and `batch cancel` were asked, as commander parsed it. */
export interface BatchOptions {
  readonly template?: string;
  readonly out?: string;
  readonly json?: boolean;
}

export interface BatchRunOptions extends BatchOptions {
  readonly jobs?: string;
  readonly threads?: string;
  readonly executor: 'local' | 'slurm';
  readonly bundle?: string;
  readonly width?: string;
  readonly slurmPartition?: string;
  readonly slurmAccount?: string;
  readonly slurmTime?: string;
  readonly slurmMemory?: string;
  readonly wait: boolean;
}

export interface BatchStatusOptions extends BatchOptions {
  readonly check?: boolean;
}
