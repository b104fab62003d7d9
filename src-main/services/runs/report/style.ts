// The look of a report, in the page itself.

import { html } from './html.ts'
import type { Html } from './html.ts'

export const STYLE: Html = html`
  body { font: 15px/1.5 system-ui, sans-serif; max-width: 1400px; margin: 2rem auto; padding: 0
  1rem; color: #18181b; background: #fff } table { border-collapse: collapse; margin: 1rem 0 } th,
  td { padding: .25rem .75rem; border-bottom: 1px solid #e4e4e7; text-align: right; vertical-align:
  top } th:first-child { text-align: left } .pictures td, .pictures th { text-align: left; padding:
  .25rem } .pictures th:first-child { max-width: 12rem; font-weight: 600; overflow-wrap: anywhere }
  small { font-weight: 400; color: #52525b } img { display: block; max-width: 100%; background:
  #f4f4f5 } .charts { display: flex; flex-wrap: wrap; gap: 1.5rem } .chart { margin: 0; width: 420px
  } .chart svg { width: 100%; font-size: 10px } .legend { margin: 0; font-size: 13px } .swatch {
  display: inline-block; width: .8em; height: .8em; margin: 0 .3em 0 .6em; border: 1px solid #a1a1aa
  } pre { background: #f4f4f5; padding: 1rem; overflow: auto }
`
