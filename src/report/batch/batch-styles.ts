/** What the page over all studies has beyond the style of the report. */
export const batchStyles = `
.problems{list-style:none;padding:0;margin:0;display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,30rem),1fr));gap:1.4rem 2.5rem}
.problems li{border-left:4px solid var(--vermillion);padding-left:1rem;min-width:0}
.problems h3{overflow-wrap:anywhere}.problems p{margin:0 0 .4rem}.problems strong{color:var(--bad);font-weight:600}
.batch-table th[scope=row]{min-width:9rem;max-width:22rem;overflow-wrap:anywhere;font-weight:650}
.batch-table .note{font-weight:400;font-size:.86rem}
.state{white-space:nowrap}.state.done{color:var(--good)}.state.failed{color:var(--bad);font-weight:650}
.mirna{white-space:nowrap}
.bars{padding-right:.6rem;padding-top:.72rem}.bars svg{display:block}.bar-down{fill:var(--blue)}.bar-up{fill:var(--vermillion)}.bars path{stroke:var(--axis)}
.names{min-width:14rem;color:var(--muted)}
.seed{min-width:13rem}.seed-verdict{display:block}.seed-verdict.worked{color:var(--good)}.seed-verdict.against,.seed-verdict.other{color:var(--bad)}
.studies th[scope=row] .note{display:block}.studies .names{min-width:10rem;font-size:.9rem}
.recurring.compact .cell{min-width:1.5rem;width:1.5rem;padding:.3rem 0;text-align:center;font-size:.7rem}.recurring.compact .list-name{padding-inline:.1rem;height:13rem}.recurring.compact .list-name span,.recurring.compact .list-name button{max-height:13rem}.recurring.compact thead .number{white-space:normal;max-width:5.5rem}.recurring.compact .number,.recurring.compact th{padding-right:.6rem}
.recurring{width:auto}.recurring th,.recurring td{padding-right:1.4rem}
.recurring td,.recurring th{white-space:nowrap}
.recurring .list-name{vertical-align:bottom;padding:0 .45rem .4rem;height:9rem;font-weight:400;font-size:.86rem}
.list-name span,.list-name button{writing-mode:vertical-rl;transform:rotate(180deg);max-height:12rem;overflow:hidden;text-overflow:ellipsis}
.recurring .cell{text-align:right;padding:.42rem .5rem;font-size:.86rem;border-left:1px solid var(--paper);min-width:2.9rem}
.cell.down{background:color-mix(in srgb,var(--blue) calc(8% + 34%*var(--share)),transparent)}
.cell.up{background:color-mix(in srgb,var(--vermillion) calc(8% + 34%*var(--share)),transparent)}
`;
