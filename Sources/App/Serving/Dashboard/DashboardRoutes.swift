import Reporting

/// The pages, and what they are made up with.
package enum DashboardRoutes {
    package static let all = [overview, explore, tags, commitments, deliveries, diff, explain] + assets

    private static let assets = [
        Route(
            "/assets/billow.css", "The style of the pages.", kinds: [.css], audience: .anyone,
            handler: .plain { _ in Content(.css, Stylesheet.text) }),
        Route(
            "/assets/icon.svg", "The icon of the pages.", kinds: [.svg], audience: .anyone,
            handler: .plain { _ in Content(.svg, Icon.file) }),
    ]

    private static let overview = Route(
        "/", "Page: a month to date, where it may end, what changed.", parameters: Overview.parameters, kinds: [.html],
        audience: .limited,
        handler: .lake { arguments, state in
            let overview = try await Overview(arguments, state)
            return Content(.html, OverviewPage(overview: overview, frame: PageFrame(state)).html.text)
        })

    private static let explore = Route(
        "/explore", "Page: any question about cost.", parameters: Parameter.costs + ExploreForm.fields, kinds: [.html],
        audience: .limited,
        handler: .lake { arguments, state in
            let form = try ExploreForm(arguments, state)
            if let canonical = form.canonical { return Content(seeOther: canonical.text) }
            let given = Arguments(items: form.items)
            let ask = try CostAsk(given, state, time: .monthToDate)
            let reply = try await CostReply(ask, on: state.session)
            let page = ExplorePage(
                form: form, reply: reply, tagKeys: try await state.tagKeys(), frame: PageFrame(state))
            return Content(.html, page.html.text)
        })

    private static let tags = Route(
        "/tags", "Page: tag keys, how much of the cost has them, and the rules by which they are read.",
        parameters: Parameter.times + Parameter.filters + [.measure], kinds: [.html], audience: .limited,
        handler: .lake { arguments, state in
            let coverage = try await TagCoverage(arguments, state, standard: .monthToDate)
            let page = TagsPage(
                coverage: coverage, items: arguments.items, rules: try await state.tagRules(), frame: PageFrame(state))
            return Content(.html, page.html.text)
        })

    private static let commitments = Route(
        "/commitments", "Page: what commitment discounts were used for, and whether they paid.",
        parameters: CommitmentRoutes.parameters, kinds: [.html], audience: .limited,
        handler: .lake { arguments, state in
            let report = try await CommitmentRoutes.report(arguments, state, standard: .monthToDate)
            return Content(.html, CommitmentsPage(report: report, frame: PageFrame(state)).html.text)
        })

    private static let deliveries = Route(
        "/deliveries", "Page: what was delivered month by month, what was refused, what is late.", kinds: [.html],
        handler: .today { _, state, today in
            let freshness = try await Freshness(state, today: today)
            let quarantine = state.scope == .admin ? try await QuarantinedCells(on: state.session) : nil
            let page = DeliveriesPage(
                contents: try await state.contents(), isAdmin: state.scope == .admin, freshness: freshness,
                quarantine: quarantine, frame: PageFrame(state))
            return Content(.html, page.html.text)
        })

    private static let diff = Route(
        "/diff", "Page: what changed between two generations of a month.", parameters: DiffRoutes.parameters,
        kinds: [.html],
        handler: .lake { arguments, state in
            let compared = try await DiffRoutes.compared(arguments, state)
            return Content(.html, DiffPage(compared: compared, frame: PageFrame(state)).html.text)
        })

    private static let explain = Route(
        "/explain", "Page: from a number to its rows, deliveries and source objects.",
        parameters: DeliveryRoutes.explain.parameters, kinds: [.html],
        handler: .lake { arguments, state in
            var asked = arguments
            if arguments.items.isEmpty, let last = state.lastDay {
                asked = Arguments(items: [QueryItem("from", "\(last)"), QueryItem("to", "\(last)")])
            }
            let cost = try await DeliveryRoutes.explained(asked, state, rows: 25)
            return Content(.html, ExplainPage(cost: cost, items: asked.items, frame: PageFrame(state)).html.text)
        })
}
