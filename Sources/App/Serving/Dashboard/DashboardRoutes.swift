import Reporting

/// The pages, and what they are made up with.
package enum DashboardRoutes {
    package static let all = [overview, explore, tags, deliveries, explain] + assets

    private static let assets = [
        Route(
            "/assets/billow.css", "The style of the pages.", kinds: [.css], isOpen: true,
            handler: .plain { _ in Content(.css, Stylesheet.text) }),
        Route(
            "/assets/icon.svg", "The icon of the pages.", kinds: [.svg], isOpen: true,
            handler: .plain { _ in Content(.svg, Icon.file) }),
    ]

    private static let overview = Route(
        "/", "Page: a month to date, where it may end, what changed.", parameters: Overview.parameters, kinds: [.html],
        handler: .lake { arguments, state in
            let overview = try await Overview(arguments, state)
            return Content(.html, OverviewPage(overview: overview, footer: footer(state)).html.text)
        })

    private static let explore = Route(
        "/explore", "Page: any question about cost.", parameters: Parameter.costs + ExploreForm.fields, kinds: [.html],
        handler: .lake { arguments, state in
            let form = try ExploreForm(arguments, state)
            if let canonical = form.canonical { return Content(seeOther: canonical.text) }
            let given = Arguments(items: form.items)
            let ask = try CostAsk(given, state, time: .monthToDate)
            let reply = try await CostReply(ask, on: state.session)
            let page = ExplorePage(form: form, reply: reply, tagKeys: state.tagKeys, footer: footer(state))
            return Content(.html, page.html.text)
        })

    private static let tags = Route(
        "/tags", "Page: tag keys, and how much of the cost has them.",
        parameters: Parameter.times + Parameter.filters + [.measure], kinds: [.html],
        handler: .lake { arguments, state in
            let coverage = try await TagCoverage(arguments, state, standard: .monthToDate)
            return Content(.html, TagsPage(coverage: coverage, items: arguments.items, footer: footer(state)).html.text)
        })

    private static let deliveries = Route(
        "/deliveries", "Page: what was delivered, month by month.", kinds: [.html],
        handler: .lake { _, state in
            let page = DeliveriesPage(state: state, freshness: try await Freshness(state), footer: footer(state))
            return Content(.html, page.html.text)
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
            return Content(.html, ExplainPage(cost: cost, items: asked.items, footer: footer(state)).html.text)
        })

    private static func footer(_ state: LakeState) -> String {
        let day = state.lastDay.map { "Usage until \(DayText.long($0)). " } ?? ""
        return day + "From the lake at \(state.versions.description)."
    }
}
