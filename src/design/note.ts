/** Something R would say with `message()` or `warning()` while it goes on: the user should know, nothing has to be cured. */
export interface Note {
  /** Stable identifier, for scripts and tests: `TREND_FELL_BACK_TO_LOCAL`. */
  readonly code: string;
  readonly text: string;
  /** Info by default. */
  readonly level?: 'info' | 'warning' | undefined;
}
