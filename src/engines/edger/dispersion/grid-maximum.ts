import { type CubicSpline, fitFmmSpline, maximizeSpline, refitFmmSpline } from '../../../stats/smoothing/fmm-spline.ts';
import { dispersionAt, GRID, GRID_SIZE } from './likelihood-grid.ts';

/** Finds the dispersion with the highest likelihood between the points of the grid, by interpolation. */
export interface GridMaximum {
  /** [21] likelihoods, for the caller to fill. */
  readonly likelihoods: Float64Array;
  /** The dispersion at the maximum of the interpolating spline. */
  find(): number;
}

export function createGridMaximum(): GridMaximum {
  const spline: CubicSpline = fitFmmSpline(GRID, new Float64Array(GRID_SIZE));
  return {
    likelihoods: spline.y,
    find() {
      refitFmmSpline(spline);
      return dispersionAt(maximizeSpline(spline));
    },
  };
}
