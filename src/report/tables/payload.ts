import type { EChartsOption } from 'echarts';
import type { Cloud, CloudAxes, DrawnFigure, Figure, FigureVariants, PointLabel } from '../figures/figure.ts';
import { countPanelOption, type SamplePlace, samplePlaces } from '../figures/gene-counts.ts';
import { inertOption, inertText } from '../figures/inert-names.ts';
import { sampleGroups } from '../figures/sample-groups.ts';
import { colors, darkByLight } from '../palette.ts';
import type { ReportData } from '../report-data.ts';
import { type Species, speciesOf } from '../species.ts';
import { contrastNames } from '../views.ts';
import type { FigureTables } from './figure-tables.ts';

/** What the page's scripts get beside the columns of genes: the options of the live figures. */
export interface ReportPayload {
  readonly darkByLight: Readonly<Record<string, string>>;
  /** Of the variables in the still pictures, by their names. */
  readonly lightByName: Readonly<Record<string, string>>;
  readonly figures: Readonly<Record<string, LiveFigure>>;
  readonly counts?: CountPanel | undefined;
  /** All of the study, in its order. */
  readonly contrasts: readonly { readonly id: string; readonly name: string; readonly alpha: number }[];
  /** Whose genes they are, where that is known. */
  readonly species?: Species | undefined;
  /** Where the data of the figures are. */
  readonly tables: FigureTables['tables'];
}

export interface LiveFigure {
  readonly option: EChartsOption;
  readonly variants?: FigureVariants;
  readonly labels?: readonly PointLabel[];
  /** Pixels; with less room the still picture stays. */
  readonly leastWidth?: number;
  /** Points come from the genes of a contrast. */
  readonly cloud?: NonNullable<Cloud['genes']> & { readonly axes: CloudAxes };
}

/** The counts of one gene by sample: an option without points, and where each sample stands. */
export interface CountPanel {
  readonly option: EChartsOption;
  readonly samples: readonly string[];
  readonly places: readonly SamplePlace[];
}

export function reportPayload(
  data: ReportData,
  figures: readonly DrawnFigure[],
  tables: FigureTables['tables'],
): ReportPayload {
  const groups = data.counts && sampleGroups(data);
  const names = contrastNames(data.contrasts);
  return {
    darkByLight: darkByLight(),
    lightByName: colors,
    tables,
    figures: Object.fromEntries(
      figures
        // A cloud of no genes stays a still picture.
        .filter(({ cloud }) => cloud === undefined || cloud.genes !== undefined)
        .map((figure) => [figure.name, liveFigure(figure)]),
    ),
    contrasts: data.contrasts.map(({ id, alpha }, k) => ({ id, name: names[k]!, alpha })),
    species: speciesOf(data.contrasts[0]?.genes.id ?? [], data.study.mirna?.name),
    counts: groups && {
      option: inertOption(countPanelOption(groups)),
      samples: data.study.samples.map(({ name }) => inertText(name)),
      places: samplePlaces(groups),
    },
  };
}

function liveFigure({ option, cloud, variants, leastWidth, labels }: Figure): LiveFigure {
  return {
    option: inertOption(option),
    ...(variants ? { variants: inertVariants(variants) } : {}),
    ...(leastWidth === undefined ? {} : { leastWidth }),
    ...(labels ? { labels: labels.map((one) => ({ ...one, text: inertText(one.text) })) } : {}),
    ...(cloud?.genes ? { cloud: { ...cloud.genes, axes: cloud.axes } } : {}),
  };
}

function inertVariants({ label, choices }: FigureVariants): FigureVariants {
  return { label, choices: choices.map((choice) => ({ ...choice, option: inertOption(choice.option) })) };
}
