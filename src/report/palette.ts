import { siteTypes } from './report-data.ts';
import type { CanonicalSiteType } from './site-shift.ts';

/** One color of the report: what it is on paper, and on a dark screen. */
interface Shade {
  readonly light: string;
  readonly dark: string;
}

/**
 * All colors of the report. Data colors are those of Okabe & Ito (2008, "Color Universal Design"), chosen so that graphics
 * reach 3:1 and text 4.5:1 against the background. Light values are unique: they stand for the token in rendered figures.
 */
export const shades = {
  ink: { light: '#1b2430', dark: '#e8ebf0' },
  muted: { light: '#566170', dark: '#a7b0bd' },
  line: { light: '#dce1e7', dark: '#333c48' },
  axis: { light: '#8d97a5', dark: '#768294' },
  paper: { light: '#ffffff', dark: '#151a21' },
  cloud: { light: '#b9c1cc', dark: '#4b5666' },
  strong: { light: '#7d8898', dark: '#8794a6' },
  vermillion: { light: '#d55e00', dark: '#ea7a2a' },
  blue: { light: '#0072b2', dark: '#56b4e9' },
  green: { light: '#009e73', dark: '#16b384' },
  purple: { light: '#cc79a7', dark: '#d990b8' },
  sky: { light: '#56b4e9', dark: '#8ccbf0' },
  orange: { light: '#e69f00', dark: '#f0b429' },
} as const satisfies Record<string, Shade>;

export type ColorName = keyof typeof shades;

/** Light value of each color: what figures are drawn with. */
export const colors = Object.fromEntries(Object.entries(shades).map(([name, { light }]) => [name, light])) as Readonly<
  Record<ColorName, string>
>;

/** How a site type looks everywhere: never by color alone. */
export interface SiteStyle {
  readonly color: string;
  /** An ECharts symbol name or path. */
  readonly symbol: string;
  readonly size: number;
  /** Dash pattern of its line; solid when empty. */
  readonly dash: readonly number[];
}

export const siteStyles: Readonly<Record<CanonicalSiteType, SiteStyle>> = {
  '8mer': { color: colors.vermillion, symbol: 'diamond', size: 9.5, dash: [] },
  '7mer-m8': { color: colors.blue, symbol: 'triangle', size: 7.5, dash: [9, 4] },
  '7mer-A1': { color: colors.green, symbol: 'rect', size: 6, dash: [9, 3, 2, 3] },
  '6mer': { color: colors.purple, symbol: 'circle', size: 6, dash: [2, 3] },
};

/** The symbols above as characters, for labels. */
const GLYPHS: Readonly<Record<string, string>> = { diamond: '◆', triangle: '▲', rect: '■', circle: '●' };

/** The mark of the strongest site, an index into `siteTypes`; nothing where there is none. */
export function siteGlyph(strongest: number | undefined): string {
  const type = strongest === undefined ? undefined : siteTypes[strongest];
  return type === undefined ? '' : (GLYPHS[siteStyles[type].symbol] ?? '');
}

const GROUP_COLORS = [colors.blue, colors.orange, colors.green, colors.purple, colors.sky, colors.vermillion];
/** Beside the library's own: a triangle on its point, and a cross. */
const GROUP_SYMBOLS = [
  'circle',
  'triangle',
  'rect',
  'diamond',
  'path://M0 0L10 0L5 9z',
  'path://M3.5 0L6.5 0L6.5 3.5L10 3.5L10 6.5L6.5 6.5L6.5 10L3.5 10L3.5 6.5L0 6.5L0 3.5L3.5 3.5z',
];

/** Color of the k-th level of a variable; colors repeat after six, symbols tell on. */
export function groupColor(level: number): string {
  return GROUP_COLORS[level % GROUP_COLORS.length] as string;
}

export function groupSymbol(level: number): string {
  return GROUP_SYMBOLS[level % GROUP_SYMBOLS.length] as string;
}

const TOKENS: ReadonlyMap<string, string> = new Map(Object.entries(shades).map(([name, { light }]) => [light, name]));
const ANY_TOKEN = new RegExp([...TOKENS.keys()].join('|'), 'g');

/** Replaces the drawing colors by style-sheet variables, so that an inlined figure follows the page's color scheme. */
export function useColorVariables(svg: string): string {
  return svg.replace(ANY_TOKEN, (light) => `var(--${TOKENS.get(light)})`);
}

/** Declarations of the variables: `--ink:#1b2430;...`. */
export function colorVariables(scheme: 'light' | 'dark'): string {
  return Object.entries(shades)
    .map(([name, shade]) => `--${name}:${shade[scheme]}`)
    .join(';');
}

const lightOf = (ramp: readonly Shade[]): readonly string[] => ramp.map(({ light }) => light);

/** Blue to vermillion, told apart by all kinds of color vision; the middle is close to the background. */
const SCORE_SHADES: readonly Shade[] = [
  shades.blue,
  { light: '#82b9dc', dark: '#37708f' },
  { light: '#f6f6f4', dark: '#212830' },
  { light: '#eeab7f', dark: '#8f5325' },
  shades.vermillion,
];
/** From alike to unlike: the unlike are close to the background. */
const DISTANCE_SHADES: readonly Shade[] = [
  { light: '#08306b', dark: '#d6e8f7' },
  { light: '#2171b5', dark: '#84bbe2' },
  { light: '#6baed6', dark: '#4384b6' },
  { light: '#c6dbef', dark: '#2a5378' },
  { light: '#f2f7fc', dark: '#1e2b39' },
];
export const scoreRamp = lightOf(SCORE_SHADES);
export const distanceRamp = lightOf(DISTANCE_SHADES);

/** Light value to dark value, for scripts that draw on a canvas. */
export function darkByLight(): Readonly<Record<string, string>> {
  return Object.fromEntries(
    [...Object.values(shades), ...SCORE_SHADES, ...DISTANCE_SHADES].map(({ light, dark }) => [light, dark]),
  );
}
