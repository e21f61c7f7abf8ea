import { colorVariables } from './palette.ts';

/**
 * The pages on paper, after all other styles: in the colors for paper, still figures one below the other, everything that
 * folds or hides unfolded, and tables no wider than the sheet.
 */
export const printStyles = `
@media print{
:root{color-scheme:light;${colorVariables('light')};--panel:#fff;--good:#00694c;--bad:#a33b00;--link:#1b2430}
@page{margin:15mm}
body{font-size:10pt}
.bar,.needs-script,.gene-card,.live,.skip,.licenses,.gene-table{display:none!important}
.is-live .still{opacity:1;position:static}
.chart,.is-live{aspect-ratio:auto!important;height:auto!important;overflow:visible!important}
.still svg{width:auto;max-width:100%;max-height:225mm;min-width:0!important}
[data-view][hidden],.still-table.is-live{display:block!important}
details{display:block}details::details-content{content-visibility:visible;display:block;block-size:auto}
summary{list-style:none;font-weight:600;break-after:avoid}summary::-webkit-details-marker{display:none}
main,footer{max-width:none;padding:0}
h1{font-size:22pt}h2,h3,h4,.title,caption{break-after:avoid}h2{margin-top:9mm}
section:has(>h2)+section>h2{padding-top:4mm}
p,li,.listing div{orphans:3;widows:3}
.first-look,.figures,.close-ups,.columns{display:block}
.figure,.close-up,.top-candidates li,.problems li,tr{break-inside:avoid}
.figure,.close-up,.top-candidates,.listing{margin-bottom:8mm}
.figures>.figure:last-child:nth-child(odd){display:block}
.chart{max-width:116mm}
.table-frame,.duplex,.card-engines{overflow:visible}.duplex svg{max-width:100%;height:auto}
table{font-size:8pt;line-height:1.35}
th,td,.recurring td,.recurring th{padding:.25rem .5rem .25rem 0;min-width:0!important;max-width:none!important;white-space:normal;overflow-wrap:break-word}
thead{display:table-header-group}thead th{white-space:normal}
.number{white-space:nowrap}thead .number{white-space:normal}
th[scope=row],.set-name,.list-name{overflow-wrap:anywhere;min-width:22mm!important}
.list-name{min-width:0!important}
td .note,th .note{font-size:7.5pt}td .note,th .note,.candidates .note,.mirna,.state{white-space:normal}
.candidates .site-map{width:34mm;height:auto}.candidates .why{width:46%}
.edge{width:38%!important;min-width:55mm!important;overflow-wrap:anywhere}.edge details,.edge details::details-content{display:inline}.edge details a{margin-right:0}.edge summary{display:none}.names,.seed-verdict{min-width:28mm!important}
pre,code{white-space:pre-wrap;overflow-wrap:anywhere}a{overflow-wrap:anywhere}
}
`;
