import { type Html, html, trusted } from './html.ts';
import { printStyles } from './print-styles.ts';
import { styleSheet } from './style-sheet.ts';

/** SHA-256 of a text in UTF-8, in base64. */
export type Sha256 = (text: string) => string;

export interface PageHead {
  readonly title: string;
  /** After the common ones. */
  readonly styles?: string;
  /** As they stand in the page: no others run. */
  readonly scripts: readonly Html[];
  readonly sha256: Sha256;
}

/** The head of a page that needs no network and may not ask for one. */
export function pageHead({ title, styles = '', scripts, sha256 }: PageHead): Html {
  return html`<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${trusted(policyOf(scripts, sha256))}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title}</title>
<style>${trusted(styleSheet + styles + printStyles)}</style>
</head>`;
}

/** Styles stand in attributes, too, where a hash cannot vouch for them. */
function policyOf(scripts: readonly Html[], sha256: Sha256): string {
  const hashes = scripts.map(({ text }) => `'sha256-${sha256(text)}'`);
  return [
    "default-src 'none'",
    "connect-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
    'img-src data:',
    "style-src 'unsafe-inline'",
    `script-src ${hashes.join(' ')}`,
  ].join('; ');
}
