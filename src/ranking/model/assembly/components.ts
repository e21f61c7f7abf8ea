// Densities and means of one gene under the components, with the bits of ../effect-components.ts.
import { get, put } from '../../../wasm/assembly/memory';
import { hypot } from '../../../wasm/assembly/portable';
import { MEANS, SCALES, SPREADS } from '../two-group-layout';
import { normalDensity } from '../../../wasm/assembly/normal-tail';
import { normalUpperTail, tables } from './normal';

const SCALE_COUNT: i32 = 12;
export const BACKGROUND_COUNT: i32 = 24;
export const TARGET_COUNT: i32 = 10;
/** Beyond as many standard deviations a truncated normal is an exponential. */
const FAR_OUT: f64 = 8.0;

/** Widths of the components at the standard error of the gene at hand. */
const backgroundWidths = memory.data(8 * 12, 16);
const targetWidths = memory.data(8 * 10, 16);

export function setError(error: f64): void {
  for (let k = 0; k < SCALE_COUNT; k++) put(backgroundWidths, k, hypot(get(tables + SCALES, k), error));
  for (let k = 0; k < TARGET_COUNT; k++) put(targetWidths, k, hypot(get(tables + SPREADS, k), error));
}

/** Of an estimate, with the error that was set; to [24] and [10]. */
export function writeDensities(x: f64, error: f64, background: usize, target: usize): void {
  for (let k = 0; k < SCALE_COUNT; k++) {
    const scale = get(tables + SCALES, k);
    const width = get(backgroundWidths, k);
    const bothSides = (2.0 * normalDensity(x / width)) / width;
    const away = normalUpperTail((x * scale) / (error * width));
    put(background, k, bothSides * (1.0 - away));
    put(background, SCALE_COUNT + k, bothSides * away);
  }
  for (let k = 0; k < TARGET_COUNT; k++) {
    const width = get(targetWidths, k);
    put(target, k, normalDensity((x - get(tables + MEANS, k)) / width) / width);
  }
}

export function backgroundMean(x: f64, error: f64, component: i32): f64 {
  const place = component < SCALE_COUNT ? component : component - SCALE_COUNT;
  const scale = get(tables + SCALES, place);
  if (scale == 0.0) return 0.0;
  const width = get(backgroundWidths, place);
  const ratio = scale / width;
  const center = x * (ratio * ratio);
  const spread = (scale * error) / width;
  const side: f64 = component < SCALE_COUNT ? 1.0 : -1.0;
  const inside = (side * center) / spread;
  if (inside < -FAR_OUT) return (side * spread) / -inside;
  return center + (side * spread * normalDensity(inside)) / normalUpperTail(-inside);
}

export function targetMean(x: f64, error: f64, component: i32): f64 {
  const mean = get(tables + MEANS, component);
  const spread = get(tables + SPREADS, component);
  const weight = 1.0 / (spread * spread);
  const precision = 1.0 / (error * error);
  return (mean * weight + x * precision) / (weight + precision);
}
