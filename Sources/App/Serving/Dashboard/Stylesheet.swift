/// The one style sheet. Colours are chosen for WCAG AA: text 4.5 to 1 and more on its ground, bars 3 to 1.
enum Stylesheet {
    static let text = colours + frame + cards + tables + charts + forms + narrow

    private static let colours = """
        :root { color-scheme: light dark; --ground: #f4f6f9; --card: #ffffff; --ink: #16202c; --quiet: #55616f;
          --line: #dce2ea; --accent: #0b5fa5; --accent-soft: #e3eefa; --good: #1a6e3c; --bad: #b3261e;
          --warn: #8a5300; --good-soft: #e2f3e8; --bad-soft: #fbe6e4; --warn-soft: #fdf0d8;
          --s0: #0b66b2; --s1: #c4560d; --s2: #0d8070; --s3: #8445c4; --s4: #b8306e; --s5: #6f6a00; --s6: #7b8694; }
        @media (prefers-color-scheme: dark) { :root { --ground: #0e141b; --card: #17202a; --ink: #e8edf3;
          --quiet: #a3afbd; --line: #2c3947; --accent: #7ab8f5; --accent-soft: #17324c; --good: #6fcf97;
          --bad: #ff9b93; --warn: #f2bd66; --good-soft: #163524; --bad-soft: #47211f; --warn-soft: #3d2f14;
          --s0: #5aa9f0; --s1: #f08a45; --s2: #3cc2ae; --s3: #b98af0; --s4: #f077aa; --s5: #c9c14a; --s6: #8e9aa8; } }

        """

    private static let frame = """
        * { box-sizing: border-box; }
        html { background: var(--ground); color: var(--ink); font: 16px/1.5 system-ui, -apple-system, "Segoe UI",
          Roboto, "Liberation Sans", sans-serif; font-variant-numeric: tabular-nums; }
        body { margin: 0; } a { color: var(--accent); text-underline-offset: .15em; }
        a:focus-visible, button:focus-visible, input:focus-visible, select:focus-visible, summary:focus-visible
          { outline: 3px solid var(--accent); outline-offset: 2px; border-radius: 4px; }
        .skip { position: absolute; left: -99rem; } .skip:focus { left: 1rem; top: 1rem; background: var(--card);
          padding: .5rem 1rem; z-index: 2; }
        header { display: flex; flex-wrap: wrap; align-items: center; gap: .5rem 2rem; padding: .75rem 1.5rem;
          background: var(--card); border-bottom: 1px solid var(--line); }
        .brand { display: inline-flex; align-items: center; gap: .6rem; font-weight: 700; font-size: 1.15rem;
          color: var(--ink); text-decoration: none; }
        .wave rect { fill: #0b5fa5; } .wave path { fill: none; stroke: #fff; stroke-width: 3; stroke-linecap: round; }
        nav ul { display: flex; flex-wrap: wrap; gap: .25rem; list-style: none; margin: 0; padding: 0; }
        nav a { display: block; padding: .35rem .8rem; border-radius: 999px; color: var(--quiet);
          text-decoration: none; font-weight: 500; }
        nav a:hover { background: var(--ground); color: var(--ink); }
        nav a[aria-current] { background: var(--accent-soft); color: var(--accent); }
        main { max-width: 84rem; margin: 0 auto; padding: 1.5rem; }
        footer { max-width: 84rem; margin: 0 auto; padding: 0 1.5rem 2rem; color: var(--quiet); font-size: .85rem; }
        h1 { font-size: 1.5rem; line-height: 1.2; margin: 0; letter-spacing: -.01em; }
        h2 { font-size: 1.05rem; margin: 0 0 .75rem; } .quiet { color: var(--quiet); }
        .head { display: flex; flex-wrap: wrap; justify-content: space-between; align-items: end; gap: .75rem 2rem;
          margin-bottom: 1.25rem; } .head p { margin: .25rem 0 0; color: var(--quiet); }

        """

    private static let cards = """
        .card { background: var(--card); border: 1px solid var(--line); border-radius: 14px; padding: 1.25rem;
          margin-bottom: 1.25rem; min-width: 0; }
        .grid { display: grid; gap: 1.25rem; margin-bottom: 1.25rem;
          grid-template-columns: repeat(auto-fit, minmax(14rem, 1fr)); }
        .grid.two { grid-template-columns: repeat(auto-fit, minmax(min(100%, 26rem), 1fr)); }
        .grid > .card { margin-bottom: 0; }
        .figure .label { color: var(--quiet); font-size: .85rem; font-weight: 600; margin: 0; }
        .figure .value { font-size: 1.85rem; font-weight: 700; line-height: 1.25; margin: .15rem 0 0;
          letter-spacing: -.02em; overflow-wrap: anywhere; } .figure .unit { font-size: .95rem; font-weight: 600;
          color: var(--quiet); letter-spacing: 0; } .figure .note { margin: .25rem 0 0; font-size: .88rem;
          color: var(--quiet); }
        .up { color: var(--bad); } .down { color: var(--good); } .delta { font-weight: 600; white-space: nowrap; }
        .tabs { display: flex; flex-wrap: wrap; gap: .5rem; margin: 0 0 1.25rem; padding: 0; list-style: none; }
        .tabs a { display: block; border: 1px solid var(--line); background: var(--card); border-radius: 10px;
          padding: .4rem .9rem; text-decoration: none; color: var(--ink); }
        .tabs a[aria-current] { border-color: var(--accent); box-shadow: inset 0 0 0 1px var(--accent);
          color: var(--accent); font-weight: 600; } .tabs small { color: var(--quiet); margin-left: .4rem; }
        .pill { display: inline-block; border-radius: 999px; padding: .05rem .6rem; font-size: .8rem;
          font-weight: 600; white-space: nowrap; background: var(--accent-soft); color: var(--accent); }
        .pill.good { background: var(--good-soft); color: var(--good); } .pill.bad { background: var(--bad-soft);
          color: var(--bad); } .pill.warn { background: var(--warn-soft); color: var(--warn); }

        """

    private static let tables = """
        .scroll { overflow-x: auto; } table { border-collapse: collapse; width: 100%; font-size: .92rem; }
        th { text-align: left; color: var(--quiet); font-weight: 600; font-size: .82rem; white-space: nowrap; }
        th, td { padding: .45rem .7rem; border-bottom: 1px solid var(--line); vertical-align: baseline; }
        td a, .more a { text-decoration: none; } td a:hover, .more a:hover { text-decoration: underline; }
        td.day { white-space: nowrap; } td.long { min-width: 14rem; overflow-wrap: anywhere; }
        tbody tr:hover { background: var(--ground); }
        tr:last-child td { border-bottom: 0; }
        tfoot td { font-weight: 700; border-top: 2px solid var(--line); }
        th.n, td.n { text-align: right; white-space: nowrap; } td.name { overflow-wrap: anywhere; min-width: 9rem; }
        td.bar { width: 22%; min-width: 5rem; } td.bar svg { display: block; width: 100%; height: .6rem; }
        td.month { text-align: center; } caption { text-align: left; color: var(--quiet); padding-bottom: .5rem; }
        .more { font-size: .9rem; margin: .75rem 0 0; } details > summary { cursor: pointer; color: var(--accent);
          font-weight: 500; margin: .5rem 0; } code { font-size: .88em; overflow-wrap: anywhere; }

        """

    private static let charts = """
        .chart { display: block; width: 100%; height: auto; overflow: visible; }
        .chart text { fill: var(--quiet); font-size: 12px; } .chart .rule { stroke: var(--line); }
        .chart .axis { stroke: var(--quiet); } .chart a:hover rect, .chart a:focus-visible rect { opacity: .72; }
        .chart a:focus-visible { outline: 3px solid var(--accent); } .chart .hit { fill: transparent; }
        .chart .to-come { fill: none; stroke: var(--quiet); stroke-dasharray: 3 3; }
        .s0 { fill: var(--s0); } .s1 { fill: var(--s1); } .s2 { fill: var(--s2); } .s3 { fill: var(--s3); }
        .s4 { fill: var(--s4); } .s5 { fill: var(--s5); } .s6 { fill: var(--s6); } .minus { fill: var(--good); }
        .legend { display: flex; flex-wrap: wrap; gap: .3rem 1.1rem; list-style: none; padding: 0; margin: .8rem 0 0;
          font-size: .88rem; } .legend svg { width: .8rem; height: .8rem; margin-right: .4rem; vertical-align: -.05rem;
          border-radius: 3px; }

        """

    private static let forms = """
        form.ask { display: flex; flex-wrap: wrap; gap: .75rem 1rem; align-items: end; }
        label { display: grid; grid-template-columns: minmax(0, 1fr); gap: .2rem; max-width: 100%; font-size: .82rem;
          font-weight: 600; color: var(--quiet); }
        input, select, button { font: inherit; font-size: .95rem; color: var(--ink); background: var(--card);
          border: 1px solid var(--quiet); border-radius: 8px; padding: .4rem .6rem; max-width: 100%; }
        button { background: var(--accent); border-color: var(--accent); color: var(--card); font-weight: 600;
          padding: .4rem 1.1rem; cursor: pointer; }
        .card > .chips:first-child { margin: 0; }
        .chips { display: flex; flex-wrap: wrap; gap: .5rem; margin: .9rem 0 0; padding: 0; list-style: none; }
        .chips li { background: var(--accent-soft); color: var(--ink); border-radius: 8px; padding: .2rem .6rem;
          font-size: .9rem; overflow-wrap: anywhere; } .chips a { margin-left: .5rem; font-weight: 700; }

        """

    private static let narrow = """
        @media (max-width: 40rem) { main { padding: 1rem; } header { padding: .6rem 1rem; } .card { padding: 1rem; }
          .figure .value { font-size: 1.5rem; } .chart { min-width: 40rem; }
          td.bar, th.bar { display: none; } nav a { padding: .35rem .6rem; }
          th, td { padding: .45rem .4rem; } th { white-space: normal; } th bdi { overflow-wrap: anywhere; }
          td.name { min-width: 5.5rem; } td.long { min-width: 11rem; }
          .scroll th:first-child, .scroll td:first-child { position: sticky; left: 0; background: var(--card);
            max-width: 45vw; white-space: normal; overflow-wrap: break-word; }
          tbody tr:hover td:first-child { background: var(--ground); } }
        @media print { header nav, .noprint, .skip, form.ask { display: none; } :root { --ground: #fff; --card: #fff; }
          main, footer { max-width: none; padding: 0; } .card { border: 0; break-inside: avoid; padding: .5rem 0; }
          a { color: inherit; text-decoration: none; } }

        """
}
