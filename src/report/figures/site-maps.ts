import type { EChartsOption, ScatterSeriesOption } from 'echarts';
import type { Column } from '../../formats/delimited/read-table.ts';
import { countOf, formatCount } from '../format.ts';
import { colors, siteStyles } from '../palette.ts';
import { type Candidate, type ContrastResult, geneName, type SiteCloseUp, siteTypes } from '../report-data.ts';
import { chartBase, xAxis } from './chart-axes.ts';
import type { Figure } from './figure.ts';

const ROW_HEIGHT = 26;
const LONGEST_NAME = 16;

/** On a narrow screen the legend takes two lines. */
const NARROW: NonNullable<EChartsOption['media']> = [
  { query: { maxWidth: 480 }, option: { legend: { left: 0, itemGap: 10 }, grid: { left: 104, top: 58 } } },
  { option: { legend: { left: 120, itemGap: 16 }, grid: { left: 128, top: 34 } } },
];

/** The 3' UTRs of the first candidates on one scale, with their sites by type; rings mark conserved ones. */
export function siteMapsFigure(contrast: ContrastResult): Figure | undefined {
  const shown = (contrast.ranking?.candidates ?? []).filter(({ closeUps }) => closeUps !== undefined);
  if (shown.length === 0) return undefined;
  const names = shown.map(({ gene }) => shorten(geneName(contrast.genes, gene)));
  const sites = shown.flatMap(({ closeUps = [] }, row) => closeUps.map((site) => ({ site, row })));
  const points = (wanted: (site: SiteCloseUp) => boolean) =>
    sites
      .filter(({ site }) => wanted(site))
      .map(({ site, row }) => ({ name: siteName(site, names[row]!), value: [(site.start + site.end) / 2, row] }));
  const marks = siteTypes.map((type): ScatterSeriesOption => {
    const { color, symbol, size } = siteStyles[type];
    return {
      name: type,
      type: 'scatter',
      z: 4,
      symbol,
      symbolSize: size + 2.5,
      itemStyle: { color, borderColor: colors.paper, borderWidth: 0.8 },
      data: points((site) => site.type === type),
    };
  });
  const conserved = points((site) => site.conserved === true);
  const rings: ScatterSeriesOption = {
    name: 'conserved',
    type: 'scatter',
    z: 3,
    silent: true,
    symbol: 'circle',
    symbolSize: 17,
    itemStyle: { color: colors.paper, borderColor: colors.ink, borderWidth: 1.4 },
    data: conserved,
  };
  return {
    name: `${contrast.id}.site-maps`,
    title: 'Where the sites of the first candidates lie',
    description:
      "Each line is the 3′ UTR of one candidate, from the stop codon on the left; marks are its sites by type, at their place in nt. A ring marks a site that is conserved among species, where the 3' UTRs were aligned.",
    finding: finding(shown, conserved.length),
    width: 720,
    height: 84 + ROW_HEIGHT * shown.length,
    option: {
      ...chartBase,
      media: NARROW,
      tooltip: { ...chartBase.tooltip, trigger: 'item', formatter: '{b}' },
      grid: { left: 128, right: 24, top: 34, bottom: 50 },
      legend: {
        top: 0,
        left: 120,
        itemGap: 16,
        textStyle: { color: colors.ink, fontSize: 12.5 },
        data: [...marks.filter(({ data }) => data?.length), ...(conserved.length > 0 ? [rings] : [])].map(({ name }) =>
          String(name),
        ),
      },
      xAxis: xAxis('nt from the stop codon', { min: 0 }),
      yAxis: {
        type: 'category',
        inverse: true,
        data: names,
        axisLine: { show: false },
        axisTick: { show: false },
        axisLabel: { color: colors.ink, fontSize: 12.5, interval: 0 },
      },
      series: [
        {
          name: '3′ UTR',
          type: 'bar',
          barWidth: 2.5,
          silent: true,
          itemStyle: { color: colors.axis },
          data: shown.map(({ utrLength }) => utrLength),
        },
        rings,
        ...marks,
      ],
    },
    table: siteTable(names, sites),
  };
}

function shorten(name: string): string {
  return name.length > LONGEST_NAME ? `${name.slice(0, LONGEST_NAME - 1)}…` : name;
}

function siteName({ type, start, end, conserved }: SiteCloseUp, gene: string): string {
  return `${gene}: ${type} at ${formatCount(start)}–${formatCount(end)}${conserved ? ', conserved' : ''}`;
}

function siteTable(
  names: readonly string[],
  sites: readonly { readonly site: SiteCloseUp; readonly row: number }[],
): ReadonlyMap<string, Column> {
  const number = (of: (site: SiteCloseUp) => number) => Float64Array.from(sites, ({ site }) => of(site));
  return new Map<string, Column>([
    ['gene', sites.map(({ row }) => names[row]!)],
    ['mirna', sites.map(({ site }) => site.mirna)],
    ['site_type', sites.map(({ site }) => site.type)],
    ['utr_start', number(({ start }) => start)],
    ['utr_end', number(({ end }) => end)],
    ['context_score', number(({ contextScore }) => contextScore)],
    ['pct', number(({ pct }) => pct)],
    ['conserved', sites.map(({ site }) => (site.conserved === undefined ? 'NA' : site.conserved ? 'yes' : 'no'))],
    ['mfe', number(({ energyKcalPerMol }) => energyKcalPerMol)],
  ]);
}

function finding(shown: readonly Candidate[], conserved: number): string {
  const with8mer = shown.filter(({ closeUps = [] }) => closeUps.some(({ type }) => type === '8mer')).length;
  const several = shown.filter(({ closeUps = [] }) => closeUps.length > 1).length;
  const aligned = shown.some(({ closeUps = [] }) => closeUps.some((site) => site.conserved !== undefined));
  const kept = aligned ? `; ${countOf(conserved, 'site is', 'sites are')} conserved` : '';
  return `Of the first ${countOf(shown.length, 'candidate')}, ${with8mer} have an 8mer and ${several} more than one site${kept}.`;
}
