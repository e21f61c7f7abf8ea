import type { EChartsOption } from 'echarts';
import type { Cloud } from '../../figures/figure.ts';
import type { GroupedGenes, LiveCloud } from './cloud-view.ts';

/** All genes of a live cloud by series, as still pictures have them. */
export function stillCloud(option: EChartsOption, { axes }: LiveCloud, { groups, beyond, rest }: GroupedGenes): Cloud {
  const restSeries = [option.series ?? []].flat().findIndex(({ id }) => id === 'rest');
  const all = [
    ...groups.flatMap((own, series) => own.map(({ x, y }) => ({ x, y, series }))),
    ...beyond.map(({ x, y, group }) => ({ x, y, series: group })),
    ...rest.map(({ x, y }) => ({ x, y, series: restSeries })),
  ];
  return { x: all.map(({ x }) => x), y: all.map(({ y }) => y), series: all.map(({ series }) => series), axes };
}
