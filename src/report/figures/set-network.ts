import * as math from '../../stats/math/portable.ts';
import { countOf, formatPercent } from '../format.ts';
import { colors } from '../palette.ts';
import type { ContrastResult } from '../report-data.ts';
import type { GeneSetResult, GeneSetResults } from '../set-results.ts';
import { chartBase } from './chart-axes.ts';
import type { Figure } from './figure.ts';
import { readableName, shortSetName } from './set-names.ts';

const SETS = 12;
/** Edges are drawn from this share of common genes on. */
const LEAST = 0.1;
const WIDTH = 720;
const HEIGHT = 460;

/** The first sets in a ring, joined where their leading edges share genes: sets that say the same thing. */
export function setNetworkFigure(contrast: ContrastResult, { sets, overlaps }: GeneSetResults): Figure | undefined {
  const shown = ringOrder(sets.slice(0, SETS).map((set, place) => ({ set, place })));
  const joined = overlaps.filter(({ a, b, jaccard }) => a < SETS && b < SETS && jaccard >= LEAST);
  if (shown.length < 2 || sets.every(({ leadingEdge }) => leadingEdge.length === 0)) return undefined;
  const most = Math.max(...shown.map(({ set }) => set.genes));
  const looks = [
    { name: 'goes up', color: colors.vermillion, symbol: 'triangle' },
    { name: 'goes down', color: colors.blue, symbol: 'circle' },
  ];
  return {
    name: `${contrast.id}.set-network`,
    title: 'Which sets say the same thing',
    description:
      `The first sets; a line joins two whose leading edges share at least ${formatPercent(LEAST)} of the genes of either, the thicker the more. ` +
      'Sets that are joined rest on the same genes and count as one finding. The larger the mark, the more tested genes.',
    finding: finding(shown.length, joined.length),
    width: WIDTH,
    leastWidth: 600,
    height: HEIGHT,
    option: {
      ...chartBase,
      tooltip: { ...chartBase.tooltip, trigger: 'item', formatter: '{b}' },
      legend: {
        top: 2,
        left: 6,
        textStyle: { color: colors.ink, fontSize: 12 },
        selectedMode: false,
        data: looks.map(({ name, symbol }) => ({ name, icon: symbol })),
      },
      series: [
        {
          type: 'graph',
          layout: 'none',
          left: 190,
          right: 190,
          top: 56,
          bottom: 34,
          roam: false,
          silent: false,
          categories: looks.map(({ name, symbol, color }) => ({ name, symbol, itemStyle: { color } })),
          data: shown.map(({ set, place }, k) => {
            const angle = (2 * Math.PI * (k + 0.5)) / shown.length - Math.PI / 2;
            const [x, y] = [math.cos(angle), math.sin(angle)];
            return {
              id: String(place),
              name: shortSetName(readableName(set), 28),
              x: rounded(100 * x),
              y: rounded(100 * y),
              category: goesUp(set) ? 0 : 1,
              symbolSize: Math.round(10 + 18 * Math.sqrt(set.genes / most)),
              label: { show: true, position: x < 0 ? ('left' as const) : ('right' as const) },
            };
          }),
          label: { color: colors.ink, fontSize: 11.5 },
          links: joined.map(({ a, b, jaccard }) => ({
            source: String(a),
            target: String(b),
            lineStyle: { width: rounded(1 + 9 * jaccard), color: colors.strong, opacity: 0.65 },
          })),
          emphasis: { scale: false },
        },
      ],
    },
    table: new Map<string, readonly string[] | Float64Array>([
      ['set', joined.map(({ a }) => sets[a]!.name)],
      ['other_set', joined.map(({ b }) => sets[b]!.name)],
      ['jaccard', Float64Array.from(joined, ({ jaccard }) => jaccard)],
    ]),
  };
}

interface Placed {
  readonly set: GeneSetResult;
  /** Among all sets. */
  readonly place: number;
}

/** Sets of one group beside each other, groups by their first set. */
function ringOrder(sets: readonly Placed[]): Placed[] {
  const groups = [...new Set(sets.map(({ set }) => set.group))];
  return groups.flatMap((group) => sets.filter(({ set }) => set.group === group));
}

function goesUp({ nes, cameraT }: GeneSetResult): boolean {
  return (Number.isNaN(cameraT) ? nes : cameraT) > 0;
}

const rounded = (value: number): number => Math.round(value * 10) / 10;

function finding(sets: number, joined: number): string {
  if (joined === 0)
    return `The leading edges of the first ${countOf(sets, 'set')} share hardly a gene: each stands for itself.`;
  return `${countOf(joined, 'pair')} of the first ${countOf(sets, 'set')} ${joined === 1 ? 'rests' : 'rest'} partly on the same genes.`;
}
