import type { DrawnFigure, Figure } from '../figures/figure.ts';
import { renderSvg } from '../figures/render-svg.ts';
import type { Html } from '../html.ts';
import type { ContrastResult, ReportData } from '../report-data.ts';
import type { ContrastSection, ReportSection, StudySection } from '../sections/section.ts';

/** A section as it stands in the page, with its figures. */
export interface DrawnSection {
  readonly section: ReportSection;
  /** Undefined for a section of the study. */
  readonly contrast: ContrastResult | undefined;
  readonly content: Html;
  readonly figures: readonly DrawnFigure[];
}

/** Draws all sections that have something to say, in order; a section of scope `contrast` once a contrast. */
export function drawSections(data: ReportData, sections: readonly ReportSection[]): DrawnSection[] {
  return sections
    .flatMap((section) =>
      section.scope === 'study'
        ? [drawStudySection(data, section)]
        : data.contrasts.map((contrast) => drawContrastSection(asOf(data, contrast), section, contrast)),
    )
    .filter((drawn) => drawn !== undefined);
}

/** The data with what was perturbed in a contrast, where contrasts differ in that. */
function asOf(data: ReportData, { mirna, effect }: ContrastResult): ReportData {
  const { study } = data;
  if (mirna === undefined && effect === undefined) return data;
  return { ...data, study: { ...study, mirna: mirna ?? study.mirna, effect: effect ?? study.effect } };
}

function drawContrastSection(
  data: ReportData,
  section: ContrastSection,
  contrast: ContrastResult,
): DrawnSection | undefined {
  const figures = draw(section.figures?.(data, contrast));
  const content = section.render({ data, contrast, figure: finder(figures, contrast.id) });
  return content && { section, contrast, content, figures };
}

function drawStudySection(data: ReportData, section: StudySection): DrawnSection | undefined {
  const figures = draw(section.figures?.(data));
  const content = section.render({ data, figure: finder(figures, section.id) });
  return content && { section, contrast: undefined, content, figures };
}

function draw(figures: readonly (Figure | undefined)[] = []): DrawnFigure[] {
  return figures.filter((figure) => figure !== undefined).map((figure) => ({ ...figure, svg: renderSvg(figure) }));
}

function finder(figures: readonly DrawnFigure[], stem: string): (name: string) => DrawnFigure | undefined {
  return (name) => figures.find((figure) => figure.name === `${stem}.${name}`);
}
