import type { DrawnFigure, Figure } from '../figures/figure.ts';
import type { Html } from '../html.ts';
import type { ContrastResult, ReportData } from '../report-data.ts';

/** A part of the page: its figures, its words. The page draws the figures, adds the heading and the link to it. */
export type ReportSection = ContrastSection | StudySection;

interface SectionBase {
  /** Stem of the heading's anchor: `targets` gives `#targets-mir9_vs_control`, or `#quality` for the study. */
  readonly id: string;
  /** Heading and link; a section without one brings its own. */
  readonly title?: string;
  /** The link in the head of the page, where it has to be shorter. */
  readonly link?: string;
}

/** Stands in the page once a contrast; those of other contrasts than the chosen one are hidden. */
export interface ContrastSection extends SectionBase {
  readonly scope: 'contrast';
  /** Their names begin with the contrast's id: `mir9_vs_control.volcano`. */
  readonly figures?: (data: ReportData, contrast: ContrastResult) => readonly (Figure | undefined)[];
  /** Nothing to say: no heading, no link. */
  readonly render: (view: ContrastView) => Html | undefined;
}

export interface StudySection extends SectionBase {
  /** `overview`: of a study with several contrasts, shown while none of them is chosen. */
  readonly scope: 'study' | 'overview';
  /** Their names begin with the section's id: `quality.pca`. */
  readonly figures?: (data: ReportData) => readonly (Figure | undefined)[];
  readonly render: (view: StudyView) => Html | undefined;
}

export interface StudyView {
  readonly data: ReportData;
  /** A figure of this section by the end of its name, `volcano`; undefined where its data were missing. */
  readonly figure: (name: string) => DrawnFigure | undefined;
}

export interface ContrastView extends StudyView {
  readonly contrast: ContrastResult;
}
