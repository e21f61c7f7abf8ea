import { styleSheet } from '../../src/report/style-sheet.ts';

/** The style of the page: that of its reports, and what a form needs beside it. */
export const pageStyle: string = `${styleSheet}
main{padding-top:1rem;padding-bottom:5rem}
h2{margin:2.4rem 0 .8rem}
.lead{max-width:46em;color:var(--muted)}
section[hidden]{display:none}
.drop{border:2px dashed var(--axis);border-radius:.6rem;padding:1.1rem 1.4rem;background:var(--panel)}.drop.over{border-color:var(--blue)}
.wanted{margin:0 0 .4rem;padding-left:1.2rem}p.wanted{padding:0}
.buttons{display:flex;flex-wrap:wrap;gap:.6rem;margin:.8rem 0}
button,.file-button,select,input,textarea{font:inherit;color:inherit;background:var(--paper);border:1px solid var(--axis);border-radius:.35rem;padding:.35rem .8rem}
select{max-width:100%}
button,.file-button{cursor:pointer;color:var(--link)}
.file-button input{position:absolute;opacity:0;width:1px;height:1px}.file-button:focus-within{outline:2.5px solid var(--blue);outline-offset:2px}
button.main{background:var(--link);color:var(--paper);border-color:var(--link);font-weight:650;padding:.45rem 1.6rem}
button:disabled{opacity:.55;cursor:default}
.given{list-style:none;padding:0;max-width:66em}.given li{display:grid;grid-template-columns:minmax(0,1fr) 5rem minmax(0,16rem) auto;gap:.1rem 1rem;align-items:center;padding:.4rem 0;border-top:1px solid var(--line)}
.given b{overflow-wrap:anywhere;font-weight:600}.given .size{color:var(--muted);text-align:right}.given .file{min-width:0;line-height:1.35}.given .why{display:block;color:var(--muted);font-size:.88rem;overflow-wrap:anywhere}.given .unknown .why{color:var(--bad)}
fieldset{border:0;border-top:1px solid var(--line);margin:1.2rem 0 0;padding:.6rem 0 0;min-width:0;max-width:66em}fieldset+.form{margin-top:.9rem}legend{padding:0 .8rem 0 0;font-weight:650}
.form{display:grid;grid-template-columns:repeat(auto-fill,minmax(min(16rem,100%),1fr));gap:.7rem 1.2rem;max-width:66em;align-items:end}.form.line{margin:0 0 .8rem}
details{margin:1rem 0;max-width:100%}details pre{overflow-x:auto;white-space:pre-wrap;font-size:.8rem}summary{cursor:pointer}
.cohort{border:1px solid var(--line);border-radius:.4rem;padding:.5rem 1rem;max-width:66em}.cohort summary{font-weight:600;overflow-wrap:anywhere}.cohort .form{margin-top:.6rem}.checks{grid-column:1/-1;display:flex;flex-wrap:wrap;gap:.1rem 1.2rem}
.form label,.mirna-field{display:flex;flex-direction:column;gap:.15rem;font-size:.92rem;color:var(--muted);min-width:0}.form label>*{color:var(--ink);min-width:0}.form label>span{color:var(--muted)}.form .check{flex-direction:row;align-items:baseline;color:var(--ink)}
.mirna-field{grid-column:1/-1;color:var(--ink)}.mirna-field .label{color:var(--muted)}.chips{display:flex;flex-wrap:wrap;gap:.4rem;align-items:center}.chip{padding:.35rem .7rem;border-color:var(--link);font-weight:600}
.search{position:relative;flex:1 1 14rem;max-width:24rem}.search input{width:100%}.search ul{position:absolute;z-index:3;left:0;right:0;top:100%;margin:.1rem 0 0;padding:.2rem;list-style:none;max-height:17rem;overflow-y:auto;background:var(--paper);border:1px solid var(--axis);border-radius:.35rem;box-shadow:0 .4rem 1.2rem rgb(0 0 0/.18)}.search li{padding:.25rem .6rem;cursor:pointer;border-radius:.25rem}.search li[aria-selected=true]{background:var(--link);color:var(--paper)}.search li[aria-disabled]{color:var(--muted);cursor:default}
.numbers dd.note{font:400 .86rem/1.4 inherit;grid-column:1/-1;order:3;overflow-wrap:anywhere}
.scrolled{overflow-x:auto;max-width:66em}.groups{border-collapse:collapse}.groups td,.groups th{text-align:left;padding:.25rem 1.6rem .25rem 0;border-top:1px solid var(--line);overflow-wrap:break-word;vertical-align:top;font-weight:400}.groups thead th{border:0;color:var(--muted);font-size:.88rem}.groups th[scope=row]{font-weight:600}
.asked{font-weight:600}.design{margin:.8rem 0 0;overflow-wrap:anywhere}
.remarks{max-width:52em;padding-left:1.1rem;overflow-wrap:anywhere}.remarks .warning{color:var(--bad);font-weight:600}
textarea.study{width:100%;min-height:22rem;margin-top:.5rem;font:.86rem/1.5 ui-monospace,'SF Mono',Consolas,monospace}
.fault{border-left:4px solid var(--vermillion);padding:.3rem 0 .3rem 1rem;margin:.8rem 0;max-width:52em;overflow-wrap:anywhere}.fault pre{white-space:pre-wrap}.fault .code{color:var(--muted);font-size:.85rem}.fault dl{display:grid;grid-template-columns:max-content minmax(0,1fr);gap:.1rem 1rem;margin:.4rem 0 0}.fault dt{color:var(--muted)}.fault dd{margin:0}
.stages{list-style:none;padding:0;max-width:52em}.stages li{display:flex;gap:.8rem;padding:.15rem 0}.stages span{min-width:0;overflow-wrap:anywhere}.stages .state{flex:0 0 6rem;color:var(--muted)}.stages .running{color:var(--link);font-weight:650}.stages .failed{color:var(--bad);font-weight:650}.stages .done{color:var(--good)}
iframe{width:100%;height:90vh;border:1px solid var(--line);border-radius:.4rem;background:var(--paper)}
@media (max-width:40rem){main{padding-left:1rem;padding-right:1rem}.given li{grid-template-columns:minmax(0,1fr) auto}.given .size{order:0}.given select{grid-column:1}.fault dl{grid-template-columns:minmax(0,1fr)}.drop{padding:.9rem 1rem}}
`;
