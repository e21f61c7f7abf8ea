import { type Html, html, trusted } from './html.ts';
import { styleSheet } from './style-sheet.ts';

/** The head of a page that needs no network and may not ask for one: `title` is escaped, `styles` follow the common ones. */
export function pageHead(title: string, styles = ''): Html {
  return html`<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data:">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title}</title>
<style>${trusted(styleSheet + styles)}</style>
</head>`;
}
