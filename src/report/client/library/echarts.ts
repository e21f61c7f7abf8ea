/** The parts of ECharts that figures use, for the page: half of the whole library. Runs in the page, before our scripts. */
import { BarChart, CustomChart, GraphChart, HeatmapChart, LineChart, ScatterChart } from 'echarts/charts';
import {
  BrushComponent,
  GraphicComponent,
  GridComponent,
  LegendComponent,
  MarkLineComponent,
  TitleComponent,
  TooltipComponent,
  VisualMapComponent,
} from 'echarts/components';
import { getInstanceByDom, init, setPlatformAPI, use } from 'echarts/core';
import { LabelLayout } from 'echarts/features';
import { CanvasRenderer, SVGRenderer } from 'echarts/renderers';

// In the order in which the whole library has them, by which pictures have their parts: still figures may be drawn by either.
use([
  CanvasRenderer,
  SVGRenderer,
  LineChart,
  BarChart,
  ScatterChart,
  GraphChart,
  HeatmapChart,
  CustomChart,
  GridComponent,
  GraphicComponent,
  TooltipComponent,
  BrushComponent,
  TitleComponent,
  MarkLineComponent,
  LegendComponent,
  VisualMapComponent,
  LabelLayout,
]);
Object.assign(globalThis, { echarts: { getInstanceByDom, init, setPlatformAPI } });
