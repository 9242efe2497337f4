// In: nothing. Out: the text of the element's style sheet. Light and dark, forced colours, no motion where none is wanted, targets of 48 px.

/** By name: in light, in dark. Each can be set by the custom property `--ikd-NAME`. */
const COLOURS: Readonly<Record<string, readonly [string, string]>> = {
  ground: ['#ffffff', '#162026'],
  ink: ['#13212b', '#e8eef2'],
  soft: ['#4d5c68', '#a5b5c0'],
  line: ['#d5dde3', '#2c3b45'],
  accent: ['#0b5c6b', '#63c7d6'],
  'on-accent': ['#ffffff', '#06242a'],
  tint: ['#e6f1f3', '#13303a'],
  good: ['#13693f', '#6fd29f'],
  bad: ['#a1252b', '#ff9a98'],
  'bad-tint': ['#fbeaea', '#3a1d20'],
  warn: ['#6d4700', '#f3cf85'],
  'warn-tint': ['#fff4dc', '#382b10'],
};

function colours(pick: (light: string, dark: string) => string): string {
  return Object.entries(COLOURS).map(([name, both]) => `--_${name}: var(--ikd-${name}, ${pick(...both)});`).join(' ');
}

/** The style. Names with `--_` are its own: those of a page, such as `--line`, can be used for `--ikd-line` without going in a circle. */
export const CSS: string = `
:host, .paper {
  ${colours((light) => light)}
  --_round: var(--ikd-radius, 14px);
  display: block;
  color-scheme: light;
  color: var(--_ink);
  font: var(--ikd-font, 1rem/1.55 system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', 'Liberation Sans', sans-serif);
  -webkit-text-size-adjust: 100%;
}
/* The last Chrome of an old Android does not know both at once: it gets the light ones. */
@supports (color: light-dark(#000, #fff)) {
  :host, .paper { color-scheme: var(--ikd-color-scheme, light dark); ${colours((light, dark) => `light-dark(${light}, ${dark})`)} }
}
:host([hidden]) { display: none; }
*, *::before, *::after { box-sizing: border-box; }
.frame { display: grid; gap: 1.1rem; padding: clamp(1rem, 4vw, 2rem); border: 1px solid var(--_line); border-radius: calc(var(--_round) + 6px); background: var(--_ground); }
.frame > * { min-width: 0; }
.frame[data-tone='good'] { border-top: 4px solid var(--_good); }
.frame[data-tone='bad'] { border-top: 4px solid var(--_bad); }
.view, .group { display: grid; gap: .6rem; min-width: 0; }
.view { gap: 1.1rem; }
.top { display: flex; flex-wrap: wrap; gap: .75rem; justify-content: flex-end; align-items: center; }
h2 { margin: 0; font-size: clamp(1.35rem, 1.1rem + 1.4vw, 1.75rem); line-height: 1.2; letter-spacing: -.015em; text-wrap: balance; overflow-wrap: anywhere; }
.icon { width: 1.1em; height: 1.1em; margin-right: .4em; vertical-align: -.18em; fill: none; stroke: var(--_accent); stroke-width: 1.8; stroke-linecap: round; stroke-linejoin: round; }
h2:focus { outline: none; }
h3 { margin: 0; font-size: 1.05rem; }
p, dl, ul { margin: 0; }
code { font-family: ui-monospace, 'SF Mono', Menlo, 'DejaVu Sans Mono', monospace; font-size: .88em; overflow-wrap: anywhere; }
a { color: var(--_accent); overflow-wrap: anywhere; }
.lead { font-size: 1.05rem; color: var(--_soft); text-wrap: pretty; }
.small { font-size: .875rem; color: var(--_soft); }
.centred { text-align: center; }
.plain { padding-left: 1.2rem; }
.test { position: relative; overflow: hidden; }
.test::before {
  content: 'SANDBOX  SANDBOX  SANDBOX'; content: 'SANDBOX  SANDBOX  SANDBOX' / ''; position: absolute; inset: 0; z-index: 1; display: grid; place-items: center;
  font-size: clamp(2rem, 9vw, 4.5rem); font-weight: 800; letter-spacing: .1em; text-align: center; rotate: -24deg; opacity: .07; pointer-events: none;
}
.symbol, .finder { z-index: 2; }
.sandbox { flex: 1 1 18rem; padding: .5rem .8rem; border-radius: 10px; background: var(--_warn-tint); color: var(--_warn); font-size: .82rem; line-height: 1.4; }
.sandbox strong { letter-spacing: .08em; }
.fields { padding: 0; list-style: none; border: 1px solid var(--_line); border-radius: var(--_round); overflow: hidden; }
.fields > li + li { border-top: 1px solid var(--_line); }
.field { display: grid; grid-template-columns: 1.5rem minmax(0, 1fr); gap: .65rem; align-items: start; padding: .6rem .9rem; line-height: 1.4; }
label.field { cursor: pointer; }
label.field:hover { background: var(--_tint); }
.field-text { display: grid; overflow-wrap: anywhere; }
.mask { color: var(--_soft); letter-spacing: .12em; font-size: .85rem; }
.badge { margin-left: .5rem; padding: .1rem .45rem; border-radius: 99px; background: var(--_warn-tint); color: var(--_warn); font-size: .75rem; font-style: normal; }
.mark { color: var(--_accent); font-weight: 700; text-align: center; }
.special { padding: 1rem; border: 1.5px solid var(--_warn); border-radius: var(--_round); }
input[type='checkbox'] { width: 1.5rem; height: 1.5rem; margin: 0; accent-color: var(--_accent); }
input[type='range'] { min-height: 1.5rem; accent-color: var(--_accent); }
.terms { display: grid; }
.terms dt { margin-top: .55rem; color: var(--_soft); font-size: .85rem; }
.terms dd { margin: 0; overflow-wrap: anywhere; }
button, .button {
  display: inline-flex; align-items: center; justify-content: center; gap: .5rem; min-height: 3rem; padding: .6rem 1.2rem;
  border: 1.5px solid var(--_accent); border-radius: 12px; background: transparent; color: var(--_accent);
  font: inherit; font-weight: 600; text-align: center; text-decoration: none; cursor: pointer; transition: background-color .15s, color .15s;
}
button:hover, .button:hover, button[aria-pressed='true'] { background: var(--_tint); }
button.primary { background: var(--_accent); color: var(--_on-accent); }
.equal button { background: var(--_tint); }
button.quiet { min-height: 2.75rem; padding: .25rem .9rem; border-color: var(--_line); border-radius: 999px; font-size: .85rem; }
:focus-visible, .button:focus-within { outline: 3px solid var(--_accent); outline-offset: 2px; }
.actions { display: flex; flex-wrap: wrap; gap: .75rem; align-items: center; }
.actions > * { flex: 1 1 11rem; }
.controls > * { flex: 0 1 auto; }
.controls:empty { display: none; }
.zoom { display: inline-flex; gap: .6rem; align-items: center; }
.notice { padding: .7rem .9rem; border-radius: 12px; background: var(--_warn-tint); color: var(--_warn); }
.notice.bad { background: var(--_bad-tint); color: var(--_bad); }
.good-line { color: var(--_good); font-weight: 600; overflow-wrap: anywhere; }
.good-line::before { content: '✓ '; content: '✓ ' / ''; }
.code-box { display: grid; justify-items: center; gap: .75rem; }
.symbol { width: min(100%, 26rem); height: auto; border: 1px solid var(--_line); border-radius: 12px; image-rendering: pixelated; }
.ring { position: relative; width: 3rem; height: 3rem; }
.ring svg { width: 100%; height: 100%; transform: rotate(-90deg); }
.ring circle { fill: none; stroke-width: 4; }
.ring-track { stroke: var(--_line); }
.ring-arc { stroke: var(--_accent); stroke-linecap: round; transition: stroke-dashoffset 1s linear; }
.ring-number { position: absolute; inset: 0; display: grid; place-items: center; font-size: .85rem; font-weight: 700; font-variant-numeric: tabular-nums; }
.finder { position: relative; border-radius: var(--_round); overflow: hidden; background: #000; aspect-ratio: 4 / 3; }
.finder video { display: block; width: 100%; height: 100%; object-fit: cover; }
.finder video.mirrored { transform: scaleX(-1); }
.finder-frame { position: absolute; inset: 9% 16%; border: 3px solid rgb(255 255 255 / 85%); border-radius: 20px; box-shadow: 0 0 0 100vmax rgb(0 0 0 / 35%); }
.clock { position: absolute; top: .6rem; right: .6rem; border-radius: 50%; background: rgb(0 0 0 / 70%); color: #fff; }
.hint { min-height: 3.1rem; padding: .7rem .9rem; border-radius: 12px; background: var(--_tint); }
.other > * + * { margin-top: 1rem; }
.way { display: grid; gap: .5rem; justify-items: start; }
summary { padding: .6rem 0; font-weight: 600; cursor: pointer; }
textarea { width: 100%; padding: .7rem .9rem; border: 1.5px solid var(--_line); border-radius: 12px; background: var(--_ground); color: var(--_ink); font: .85rem/1.45 ui-monospace, Menlo, monospace; }
.receipt { padding: 1rem; border: 1px dashed var(--_soft); border-radius: var(--_round); }
.pulse { height: 6rem; border-radius: var(--_round); background: var(--_tint); animation: pulse 1.4s ease-in-out infinite alternate; }
.visually-hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.paper { max-width: 42rem; margin: 2rem auto; padding: 0 1rem; }
@keyframes pulse { to { opacity: .45; } }
@media (min-width: 34rem) {
  .terms { grid-template-columns: minmax(9rem, 13rem) minmax(0, 1fr); column-gap: 1rem; }
  .terms dt, .terms dd { margin: 0; padding: .35rem 0; }
}
@media (prefers-reduced-motion: reduce) {
  *, *::before, *::after { animation: none !important; transition: none !important; }
}
@media (forced-colors: active) {
  .mark, .good-line { color: CanvasText; }
  .finder-frame { border-color: Highlight; box-shadow: none; forced-color-adjust: none; }
  .symbol { forced-color-adjust: none; }
  .ring-arc { stroke: Highlight; }
}
`;
