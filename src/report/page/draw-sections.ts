import type { DrawnFigure, Figure } from '../figures/figure.ts';
import { renderSvg } from '../figures/render-svg.ts';
import type { Html } from '../html.ts';
import type { ContrastResult, ReportData } from '../report-data.ts';
import type { ContrastSection, ReportSection, StudySection } from '../sections/section.ts';
import { hasOverview, OVERVIEW, studyOf } from '../views.ts';

/** A section as it stands in the page, with its figures. */
export interface DrawnSection {
  readonly section: ReportSection;
  /** The contrast that it is shown with, or `OVERVIEW`; undefined where it is always shown. */
  readonly view: string | undefined;
  readonly content: Html;
  readonly figures: readonly DrawnFigure[];
}

/** Draws all sections that have something to say, in order; a section of scope `contrast` once a contrast. */
export function drawSections(data: ReportData, sections: readonly ReportSection[]): DrawnSection[] {
  return sections
    .flatMap((section) => {
      if (section.scope === 'contrast')
        return data.contrasts.map((one) => drawContrastSection(asOf(data, one), section, one));
      return section.scope === 'study' || hasOverview(data) ? [drawStudySection(data, section)] : [];
    })
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
  const own = { ...data, study: studyOf(data, contrast) };
  const figures = draw(section.figures?.(own, contrast));
  const content = section.render({ data: own, contrast, figure: finder(figures, contrast.id) });
  return content && { section, view: contrast.id, content, figures };
}

function drawStudySection(data: ReportData, section: StudySection): DrawnSection | undefined {
  const figures = draw(section.figures?.(data));
  const content = section.render({ data, figure: finder(figures, section.id) });
  return content && { section, view: section.scope === 'overview' ? OVERVIEW : undefined, content, figures };
}

function draw(figures: readonly (Figure | undefined)[] = []): DrawnFigure[] {
  return figures.filter((figure) => figure !== undefined).map((figure) => ({ ...figure, svg: renderSvg(figure) }));
}

function finder(figures: readonly DrawnFigure[], stem: string): (name: string) => DrawnFigure | undefined {
  return (name) => figures.find((figure) => figure.name === `${stem}.${name}`);
}
