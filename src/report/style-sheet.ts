import { colorVariables } from './palette.ts';
import { tableStyles } from './table-styles.ts';

const SANS = `'Segoe UI', 'SF Pro Text', Roboto, 'Noto Sans', 'Helvetica Neue', Arial, sans-serif`;
const SERIF = `'Iowan Old Style', 'Palatino Linotype', Palatino, 'Book Antiqua', 'P052', Georgia, serif`;

/** The style of the page: one column of text, figures in a grid, light and dark, narrow and on paper. */
export const styleSheet = `
:root{color-scheme:light dark;${colorVariables('light')};--panel:#f6f7f9;--good:#00694c;--bad:#a33b00;--link:#005a8e}
@media (prefers-color-scheme:dark){:root{${colorVariables('dark')};--panel:#1c232c;--good:#3ecf9f;--bad:#ff9b57;--link:#7cc4f0}}
*{box-sizing:border-box}
html{scroll-behavior:smooth;scroll-padding-top:calc(var(--bar,3rem) + .8rem)}
body{margin:0;background:var(--paper);color:var(--ink);font:400 1rem/1.55 ${SANS};font-variant-numeric:tabular-nums lining-nums;-webkit-text-size-adjust:100%}
a{color:var(--link);text-underline-offset:.15em}
h1,h2{font-family:${SERIF};font-weight:600;text-wrap:balance;line-height:1.15}
h1{font-size:clamp(1.8rem,1.1rem + 2.6vw,2.9rem);letter-spacing:-.012em;margin:.1em 0 .35em}
.name{white-space:nowrap}
h2{font-size:1.7rem;margin:3.5rem 0 .9rem;padding-top:1.1rem;border-top:1px solid var(--line)}
h3,.title{font:650 1rem/1.4 ${SANS};margin:0 0 .35rem;padding:0;border:0}
main,.bar-inner{max-width:78rem;margin:0 auto;padding:0 1.5rem}
.skip{position:absolute;left:-100rem}.skip:focus{left:1rem;top:.5rem;background:var(--paper);padding:.4rem .8rem;z-index:3}
:focus-visible{outline:2.5px solid var(--blue);outline-offset:2px;border-radius:2px}
.bar{position:sticky;top:0;z-index:2;background:var(--paper);border-bottom:1px solid var(--line);font-size:.9rem}
.bar-inner{display:flex;flex-wrap:wrap;gap:.2rem 1.4rem;align-items:baseline;min-height:2.9rem;padding-top:.55rem;padding-bottom:.5rem}
.bar b{font-family:${SERIF};font-size:1.1rem;letter-spacing:.01em}
.bar nav{display:flex;gap:.1rem 1.1rem;margin-left:auto;overflow-x:auto;white-space:nowrap;scrollbar-width:thin;min-width:0;flex:0 1 auto}.bar .gene-search{order:1}
.bar nav a{color:var(--muted);text-decoration:none}.bar nav a:hover{color:var(--ink);text-decoration:underline}
.switch{display:flex;align-items:baseline;gap:.5rem;min-width:0;flex:0 1 auto}.switch span{color:var(--muted)}.switch select{min-width:0;width:100%;max-width:21rem;text-overflow:ellipsis}
.gene-search button,.selection button,.active-filters button,.gene-list button,[data-part=more]{font:inherit;color:var(--link);background:none;border:1px solid var(--axis);border-radius:.35rem;padding:.15rem .6rem;cursor:pointer}
.selection form{margin-top:1.2rem;padding:1rem 1.2rem;background:var(--panel)}.selection textarea{display:block;width:100%;max-width:46em;margin:.4rem 0 .6rem;font:.9rem ui-monospace,'SF Mono',Consolas,monospace;color:inherit;background:var(--paper);border:1px solid var(--axis);border-radius:.35rem;padding:.4rem .6rem}
.selection p{position:fixed;z-index:4;left:50%;bottom:.8rem;transform:translateX(-50%);width:max-content;max-width:min(60rem,94vw);margin:0;padding:.55rem 1rem;background:var(--panel);border:1px solid var(--axis);border-radius:.5rem;box-shadow:0 .4rem 1.4rem rgb(0 0 0/.2);font-size:.92rem}
.picked{background:color-mix(in srgb,var(--orange) 34%,var(--paper));box-shadow:0 0 0 .12em color-mix(in srgb,var(--orange) 34%,var(--paper))}
.gene-link{color:inherit;text-decoration-color:var(--axis)}
.coverage{max-width:52em}.coverage.poor{padding-left:1rem;border-left:4px double var(--vermillion)}.coverage.poor strong{color:var(--bad)}
.first-warnings{margin:0 0 1.2rem}.design{max-width:52em;margin:0 0 .6rem;color:var(--muted)}.background{display:flex;flex-wrap:wrap;gap:.2rem 2rem;margin:0 0 1.6rem}.background details{margin:.1rem 0}.background details[open]{flex-basis:100%}.background ul{color:var(--muted)}
.contrast-number{color:var(--muted);font-weight:400}thead th.wrapped{white-space:normal;overflow-wrap:anywhere;min-width:7rem;max-width:12rem;font-weight:600}
.contrasts th[scope=row]{overflow-wrap:anywhere;min-width:11rem;max-width:26rem}.contrasts .note{display:block;font-size:.86rem}.combined .note{display:block}.combined .site-map{min-width:9.4rem}.overview-figures{margin-top:2.2rem}
.active-filters{list-style:none;display:flex;flex-wrap:wrap;gap:.4rem;padding:0;margin:0 0 .7rem}.filter-problem{margin:0 0 .7rem;padding-left:1rem;border-left:4px solid var(--vermillion);color:var(--bad);max-width:52em}
.gene-list{list-style:none;padding:0;margin:0 0 1rem}.gene-list li{padding:.7rem .2rem;border-top:1px solid var(--line)}.gene-list li.chosen{box-shadow:inset 4px 0 var(--blue);padding-left:.8rem}.gene-list li>button{font-weight:650}.gene-list dl{display:grid;grid-template-columns:repeat(auto-fill,minmax(9rem,1fr));gap:.1rem 1rem;margin:.5rem 0 0;font-size:.9rem}.gene-list dt{color:var(--muted);font-size:.84rem}.gene-list dd{margin:0;overflow-wrap:anywhere}
.narrow-only{display:none}
.gene-links{display:flex;gap:1rem;margin:0 0 .6rem!important}
.card-engines .sought{background:color-mix(in srgb,var(--blue) 11%,var(--paper))}.card-engines th{font-weight:600;overflow-wrap:anywhere;white-space:normal!important}
.gene-card h4{font:650 .95rem/1.4 ${SANS};margin:.9rem 0 .3rem}.gene-card ol{list-style:none;padding:0;margin:0}.gene-card li{margin:0 0 .8rem}.gene-card li p{color:var(--ink)}.gene-card pre{margin:.2rem 0 0;overflow-x:auto;font:.82rem/1.25 ui-monospace,'SF Mono',Consolas,'DejaVu Sans Mono',monospace}
.again pre{overflow-x:auto;max-height:22rem;overflow-y:auto;background:var(--panel);padding:.7rem 1rem;font:.84rem/1.4 ui-monospace,'SF Mono',Consolas,monospace;max-width:60rem}.again button{font:inherit;color:var(--link);background:none;border:1px solid var(--axis);border-radius:.35rem;padding:.15rem .6rem;cursor:pointer}
.kicker{margin:2.2rem 0 0;color:var(--muted);font-size:.95rem}
.verdict{margin:0 0 1.5rem;font-size:1.12rem;max-width:52em;padding-left:1rem;border-left:4px solid var(--axis)}
.verdict.worked{border-color:var(--green)}.verdict.worked strong{color:var(--good)}
.verdict.against{border-color:var(--vermillion);border-left-style:double}.verdict.against strong{color:var(--bad)}
.numbers{display:grid;grid-template-columns:repeat(auto-fit,minmax(9.5rem,1fr));gap:0 2rem;margin:0 0 2rem;border-block:1px solid var(--line)}
.numbers div{display:grid;grid-template-columns:auto 1fr;column-gap:.55rem;align-items:baseline;padding:.7rem 0 .75rem}
.numbers dt{order:2;font-weight:600}.numbers dd{margin:0;font:600 1.9rem/1.1 ${SERIF}}
.numbers .note{order:3;grid-column:1/-1;font:400 .86rem/1.4 ${SANS}}
.note,.stage{color:var(--muted)}
.first-look{display:grid;grid-template-columns:minmax(0,1.55fr) minmax(20rem,1fr);gap:2.5rem;align-items:start}
.figure{margin:0;min-width:0}
.figures{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,31rem),1fr));gap:2.6rem 2.5rem;align-items:start}
.chart{position:relative;width:100%;max-width:100%}
.chart .live{position:absolute;inset:0}
.still svg{display:block;width:100%;height:auto;overflow:visible}
.is-live .still{opacity:0}
figcaption{font-size:.95rem;margin-top:.3rem}
.finding{margin:0 0 .15rem;max-width:44em}
summary{color:var(--muted);cursor:pointer;width:fit-content}
select{font:inherit;color:inherit;background:var(--paper);border:1px solid var(--axis);border-radius:.35rem;padding:.15rem .4rem}
.choice{display:block;font-size:.9rem;color:var(--muted);margin:-.15rem 0 .35rem}
.plot-tools{display:flex;flex-wrap:wrap;gap:.5rem .7rem;align-items:center;margin:0 0 1.2rem;font-size:.92rem}
.plot-tools button{color:var(--link);background:none;border:1px solid var(--axis);border-radius:.35rem;padding:.25rem .8rem;cursor:pointer}
.plot-tools button[aria-pressed=true]{color:var(--paper);background:var(--ink);border-color:var(--ink)}
.plot-tools input{font:inherit;color:inherit;background:var(--paper);border:1px solid var(--axis);border-radius:.35rem;padding:.15rem .4rem;width:5.5rem}.plot-tools input[aria-invalid=true]{border-color:var(--bad);border-width:2px}
.saves{display:flex;flex-wrap:wrap;gap:.35rem;align-items:baseline;margin:.35rem 0 0;font-size:.86rem}.saves button{color:var(--link);background:none;border:1px solid var(--line);border-radius:.35rem;padding:.1rem .6rem;cursor:pointer}.saves button:hover{background:var(--panel)}
.plot-tools button:disabled{color:var(--muted);border-color:var(--line);cursor:default}
.gene-card{display:grid;grid-template-columns:minmax(0,1fr) minmax(0,1.15fr);gap:1rem 2.5rem;margin:1.8rem 0 0;padding:1.1rem 1.3rem;background:var(--panel);border-left:4px solid var(--blue)}
.gene-card h3{font:600 1.45rem/1.2 ${SERIF};overflow-wrap:anywhere;margin:0 0 .5rem}
.gene-card dl{margin:0 0 .7rem}.gene-card dl div{display:flex;justify-content:space-between;gap:1rem;padding:.25rem 0;border-bottom:1px solid var(--line)}
.gene-card dt{color:var(--muted)}.gene-card dd{margin:0;font-weight:600;text-align:right}
.gene-card p{margin:0;font-size:.93rem;color:var(--muted)}
.card-engines{overflow-x:auto}.card-engines table{margin:.8rem 0 .5rem;font-size:.88rem;font-variant-numeric:tabular-nums}.card-engines th,.card-engines td{padding:.22rem .5rem;text-align:right;white-space:nowrap}.card-engines th:first-child{padding-left:0;text-align:left}.card-engines .called td:last-child{font-weight:650}
.consensus .why{min-width:20rem;font-size:.88rem;color:var(--muted)}
.card-chart{min-height:15rem}.card-chart.empty::before{content:attr(data-empty);color:var(--muted);font-size:.93rem}.card-chart.empty>*{display:none}
.gene-card~.figures,.figures~.figures{margin-top:2.6rem}
.gene-search{display:flex;align-items:baseline;gap:.6rem;font-size:.9rem}.gene-search label span{position:absolute;left:-100rem}
.gene-search input[type=search]{min-width:10.5rem;width:10.5rem;margin:0;padding:.15rem .55rem}
details p{margin:.3rem 0;max-width:44em;color:var(--muted)}details a{margin-right:.9rem}
.top-candidates ol{list-style:none;margin:.4rem 0 .8rem;padding:0;counter-reset:rank}
.top-candidates li{display:grid;grid-template-columns:1.5rem 1fr auto;gap:0 .5rem;align-items:center;padding:.46rem 0;border-top:1px solid var(--line);counter-increment:rank}
.top-candidates li::before{content:counter(rank);color:var(--muted);font-size:.86rem}
.gene{font-weight:650;overflow-wrap:anywhere}.probability{font-weight:400;color:var(--muted);font-size:.89rem;margin-left:.35rem}
.evidence{grid-column:2/-1;color:var(--muted);font-size:.89rem;line-height:1.4}
.accessibility{max-width:100%;display:block;overflow:visible}.accessibility .curve{fill:none;stroke:var(--blue);stroke-width:1.1}.accessibility .place{stroke:var(--axis);stroke-width:1}
.site-map{max-width:100%;vertical-align:middle}.site-map .utr{stroke:var(--axis);stroke-width:1.6}
.site-mark{vertical-align:-.15em}
.table-tools{display:flex;flex-wrap:wrap;gap:.5rem 1.2rem;align-items:baseline;margin-bottom:.9rem}
[hidden]{display:none!important}
input[type=search]{font:inherit;color:inherit;background:var(--paper);border:1px solid var(--axis);border-radius:.35rem;padding:.3rem .6rem;min-width:15rem;margin-left:.35rem}
button{font:inherit}
[data-show-all]{color:var(--link);background:none;border:1px solid var(--axis);border-radius:.35rem;padding:.3rem .9rem;cursor:pointer}
output{color:var(--muted)}
.table-frame{overflow-x:auto}
table{border-collapse:collapse;width:100%;font-size:.93rem}
caption{text-align:left;color:var(--muted);padding-bottom:.6rem;max-width:52em}
th,td{text-align:left;padding:.42rem .8rem .42rem 0;border-bottom:1px solid var(--line);vertical-align:top}
thead th{border-bottom:1.5px solid var(--axis);vertical-align:bottom;white-space:nowrap}
.number{text-align:right;white-space:nowrap}
.plain{width:auto}.plain th,.plain td{padding-right:2rem}
.candidates .note{display:block;font-size:.86rem;white-space:nowrap}.why{min-width:16rem;color:var(--muted)}
th button{font:inherit;font-weight:650;color:inherit;background:none;border:0;padding:0;cursor:pointer}
th[aria-sort] button::after{content:' ▲';font-size:.75em}th[aria-sort=descending] button::after{content:' ▼'}
tbody tr:hover{background:var(--panel)}
.notes{list-style:none;padding:0;margin:0 0 2rem;max-width:56em}
.notes li{padding:.35rem 0 .35rem 1rem;border-left:4px solid var(--axis);margin-bottom:.4rem}
.notes .good{border-color:var(--green)}.notes .good strong{color:var(--good)}.notes .warning{border-color:var(--vermillion)}.notes .warning strong{color:var(--bad)}
.prose{max-width:46em}.prose li{margin-bottom:.4rem}
.columns{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,20rem),1fr));gap:1rem 2.5rem;margin-top:1.5rem}
.listing{margin:0;font-size:.92rem}.listing div{display:grid;grid-template-columns:10rem 1fr;gap:.8rem;padding:.28rem 0;border-top:1px solid var(--line)}
.listing dt{color:var(--muted)}.listing dd{margin:0;overflow-wrap:anywhere}
footer{max-width:78rem;margin:4rem auto 2rem;padding:1rem 1.5rem 0;color:var(--muted);font-size:.9rem}
.licenses{margin-top:.6rem}.licenses h2{font-size:1rem;margin:1.4rem 0 .4rem}.licenses pre{white-space:pre-wrap;overflow-wrap:anywhere;font-size:.78rem}
/* A figure that would stand alone in its row has its words beside it. */
@media (min-width:70rem){.figures>.figure:last-child:nth-child(odd){grid-column:1/-1;display:grid;grid-template-columns:1fr 1fr;column-gap:2.5rem;align-items:center}.figures>.figure:last-child:nth-child(odd)>:not(.chart,figcaption){grid-column:1/-1}}
@media (min-width:62.01rem){.bar-inner{flex-wrap:nowrap}}
@media (max-width:62rem){.first-look,.gene-card{grid-template-columns:minmax(0,1fr)}.bar nav{margin-left:0;flex-basis:100%;order:2}.switch select{max-width:15rem}}
@media (max-width:44rem){main,.bar-inner{padding-inline:1rem}.bar{position:static}.narrow-only{display:inline}.stacked,.stacked tbody,.stacked caption{display:block;width:auto}.stacked thead{display:none}.stacked tr{display:block;padding:.5rem 0;border-top:1px solid var(--line)}.stacked td,.stacked th{display:flex;justify-content:space-between;gap:1rem;border:0;padding:.12rem 0;max-width:none!important;text-align:right;white-space:normal;flex-wrap:wrap}.stacked th{font-size:1.05rem;text-align:left;justify-content:flex-start}.stacked td::before{content:attr(data-label);color:var(--muted);overflow-wrap:anywhere;text-align:left;flex:1 1 8rem}.stacked .contrast-number{display:none}.bar nav{flex-wrap:wrap;white-space:normal;overflow:visible}.gene-table [data-part=grid]{min-height:0}.again pre{max-height:none}.chart:not(.is-live){overflow-x:auto;aspect-ratio:auto!important}.chart:not(.is-live) svg{min-width:34rem}.is-live{aspect-ratio:auto!important;height:23rem}.is-live .still{position:absolute;inset:0;overflow:hidden}.card-engines th,.card-engines td{padding-inline:.28rem;font-size:.8rem}.consensus .why{min-width:32rem}.numbers{grid-template-columns:1fr 1fr}}
@media (prefers-reduced-motion:reduce){html{scroll-behavior:auto}}
${tableStyles}`;
