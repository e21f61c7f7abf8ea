// Probabilities that stretches are unpaired.
import {
  BAND, BEFORE_AT, BEYOND_AT, BEYOND_MANY_AT, HAIRPINS_AROUND_AT, HIGH, LENGTH, LONGEST_SIDE, LOW, MANY_AT, SIDE_ROW, SIDES_AT,
  SPAN, STEMS_AT, WINDOW,
} from '../folding-layout';
import { get, integer, row } from './memory';
import { beside } from './outside';

/** A mean over the windows that hold s..e. */
export function unpaired(s: i32, e: i32): f64 {
  const band = integer(BAND);
  const span = integer(SPAN);
  const window = integer(WINDOW);
  const windows = min(s, integer(LENGTH) - window + 1) - max(1, e - window + 1) + 1;
  let sum = beside(s, e);
  if (e - s < span) sum += get(row(HAIRPINS_AROUND_AT, s, band), e - s);
  for (let p = max(integer(LOW), e - integer(LONGEST_SIDE)); p < s; p++) {
    sum += get(row(SIDES_AT, p, SIDE_ROW), e - p);
  }
  // Multiloops: stems on the left alone, on both sides, on the right alone.
  for (let i = max(integer(LOW), e + 1 - span); i < s; i++) {
    if (s - 1 <= i) continue;
    sum += get(row(STEMS_AT, i + 1, band), s - i - 2) * get(row(BEYOND_AT, i, band), e - i);
    sum += get(row(MANY_AT, i + 1, band), s - i - 2) * get(row(BEYOND_MANY_AT, i, band), e - i);
  }
  for (let j = e + 2; j <= min(integer(HIGH), s - 1 + span); j++) {
    sum += get(row(STEMS_AT, e + 1, band), j - e - 2) * get(row(BEFORE_AT, s, band), j - s);
  }
  return sum / <f64>windows;
}
