/** The style of the full table, its tools, and what Tabulator builds: its structure, and our colors, which follow light and dark. */
export const tableStyles = `
.gene-table .table-tools{align-items:center}
.gene-table button{font:inherit;color:var(--link);background:none;border:1px solid var(--axis);border-radius:.35rem;padding:.25rem .8rem;cursor:pointer}
.gene-table button:hover{background:var(--panel)}
.gene-table output{margin-left:auto}
code{overflow-wrap:anywhere;font:.92em ui-monospace,'SF Mono',Consolas,monospace;background:var(--panel);padding:.05em .3em;border-radius:.2em}
.exports{color:var(--muted)}.exports button{margin-left:.25rem}
.chooser{position:relative}.chooser summary{color:var(--link);border:1px solid var(--axis);border-radius:.35rem;padding:.25rem .8rem}
.chooser label{font-weight:650}.chooser .note{font-size:.86rem}/* In the flow: what it would cover is the table that it changes. */
.chooser[open]{flex-basis:100%}.chooser[open]>div{margin-top:.4rem;display:grid;grid-template-columns:repeat(auto-fill,minmax(17rem,1fr));gap:.15rem 1.2rem;background:var(--paper);border:1px solid var(--axis);border-radius:.4rem;padding:.8rem 1rem}
.gene-table [data-part=grid]{min-height:min(38rem,80vh)}
.chosen-gene{min-height:1.6em;margin:.6rem 0 0;max-width:52em}
.still-table.is-live{display:none}
.tabulator{position:relative;overflow:hidden;font-size:.92rem;border-block:1.5px solid var(--axis)}
.tabulator-header{position:relative;width:100%;white-space:nowrap;overflow:hidden;user-select:none;border-bottom:1.5px solid var(--axis);background:var(--paper)}
.tabulator-header-contents{position:relative;overflow:hidden}
.tabulator-headers{display:inline-block}
.tabulator-col{display:inline-flex;position:relative;flex-direction:column;justify-content:flex-end;vertical-align:bottom;overflow:hidden}
.tabulator-col-content{position:relative;padding:.4rem .5rem .45rem}
.tabulator-col-title-holder{position:relative}
.tabulator-col-title{white-space:nowrap;overflow:hidden}
.tabulator-col-sorter{display:none}
.gene-table .tabulator-col-title button{font-weight:650;color:var(--ink);border:0;padding:0;border-radius:.1rem;white-space:nowrap}
.gene-table .tabulator-col-title button:hover{text-decoration:underline;background:none}
.tabulator-col[aria-sort=ascending] .tabulator-col-title button::after{content:' ▲';font-size:.72em}
.tabulator-col[aria-sort=descending] .tabulator-col-title button::after{content:' ▼';font-size:.72em}
.tabulator-header-filter{margin-top:.3rem}
.tabulator-header-filter input,.tabulator-header-filter select{font:inherit;font-size:.88em;color:var(--ink);background:var(--paper);border:1px solid var(--line);border-radius:.25rem;width:100%!important;min-width:0;margin:0;height:1.7rem;padding:.1rem .35rem!important}
.tabulator-header-filter input::placeholder{color:var(--muted);opacity:1}
.tabulator-tableholder{position:relative;width:100%;white-space:nowrap;overflow:auto;-webkit-overflow-scrolling:touch}
.tabulator-tableholder:focus-visible{outline-offset:-3px}
.tabulator-table{position:relative;display:inline-block;white-space:nowrap;overflow:visible}
.tabulator-row{position:relative;min-height:1.9rem;border-bottom:1px solid var(--line);cursor:pointer}
.tabulator-row:hover{background:var(--panel)}
.tabulator-row.chosen{background:color-mix(in srgb,var(--blue) 16%,var(--paper));box-shadow:inset 4px 0 var(--blue)}
.tabulator-cell{display:inline-block;position:relative;padding:.3rem .5rem;vertical-align:middle;white-space:nowrap;overflow:hidden;text-overflow:ellipsis;outline:none}
.tabulator-cell[tabulator-field=id],.tabulator-cell[tabulator-field=symbol]{font-weight:600}
.tabulator-cell[tabulator-field=why]{color:var(--muted)}
.tabulator-col-resize-handle{position:relative;display:inline-block;width:6px;margin:0 -3px;z-index:1;vertical-align:middle;cursor:ew-resize}
.tabulator-col-resize-handle:last-of-type{width:3px;margin-right:0}
.tabulator-placeholder{display:flex;align-items:center;width:100%;min-height:6rem}
.tabulator-placeholder-contents{margin:auto;color:var(--muted);white-space:normal}
.spaced{margin-top:2.2rem}
.over{border-bottom:1px solid var(--line);color:var(--muted);font-weight:400}
.sought{background:color-mix(in srgb,var(--blue) 11%,var(--paper))}
td .note,th .note{font-weight:400;font-size:.88em}
.close-ups{display:grid;grid-template-columns:repeat(auto-fill,minmax(min(100%,24rem),1fr));gap:1.6rem 2.5rem;margin-top:1.2rem}
.close-up{border-top:2px solid var(--axis);padding-top:.7rem;min-width:0;break-inside:avoid}
.close-up h4{margin:0 0 .3rem;font-size:1.05rem;overflow-wrap:anywhere}.close-up h4 .note{font-weight:400;font-size:.86rem;margin-left:.4em}.close-up .rank{color:var(--muted);font-weight:400;margin-right:.2em}
.close-up .evidence{margin:.3rem 0 .6rem}.close-up p{margin:.3rem 0 0}.close-up .site .note{font-size:.89rem;margin-left:.3em}
.duplex{overflow-x:auto;padding:.2rem 0 .4rem}.duplex svg{display:block;max-width:none}
table.sets td,table.sets th{vertical-align:top}
.set-name{min-width:8rem;max-width:14rem;overflow-wrap:anywhere;font-weight:600;text-align:left}.set-name .note{display:block}
.edge{min-width:9rem;max-width:17rem;white-space:normal;overflow-wrap:anywhere;font-size:.92em}.edge a[aria-current]{background:color-mix(in srgb,var(--blue) 16%,var(--paper))}
.sets~.figures,.table-frame+.figures{margin-top:2.2rem}
.set-notes{margin-top:1.6rem}
`;
