import BillingModel
import Pipeline
import Reporting

/// What was refused, what is in quarantine, generations and runs.
struct DeliveryTables {
    let contents: LakeContents
    /// Only admins are told reasons.
    let isAdmin: Bool

    private static let rowsMax = 60

    // MARK: Refused

    var refused: HTML {
        let all = contents.runs.filter { [.held, .rejected].contains($0.state) }
        guard !all.isEmpty else { return "" }
        let rows = all.prefix(Self.rowsMax).map { run -> HTML in
            let kind: HTML = run.state == .held ? "warn" : "bad"
            let place: HTML? = run.place.map { "<br><code>\($0)</code>" }
            let isNew = run.hint.map { !(run.reason ?? "").contains($0) } ?? false
            let hint: HTML? = isAdmin && isNew ? run.hint.map { "<br><span class=\"quiet\">\($0)</span>" } : nil
            return """
                <tr><td><span class="pill \(kind)">\(run.state.rawValue)</span><br>\
                <span class="day">\(run.period?.description ?? "–")</span></td>\
                <td class="long"><bdi>\(run.reason ?? (isAdmin ? "–" : "told to admins"))</bdi>\(place)\(hint)</td>\
                <td class="name"><strong>\(run.source)</strong><br><span class="quiet"><bdi>\(run.export)</bdi><br>\
                run <code>\(run.run)</code></span></td>\
                <td class="day">\(run.sinceMillis.map(UTCText.day) ?? "–")</td></tr>
                """
        }
        return """
            <section class="card" id="refused"><h2>Held and rejected</h2><p class="quiet">As the last ingest of each \
            folder found it. Nothing of them is in any sum; what they would replace still stands.</p>\
            <div class="scroll"><table><thead><tr><th>Month</th><th>Why, and what to do</th>\
            <th>Export</th><th>Since</th></tr></thead><tbody>\(rows)</tbody></table></div>\
            \(Self.more(all.count, "/api/v1/runs"))</section>
            """
    }

    // MARK: Quarantine

    static func quarantined(_ cells: QuarantinedCells) -> HTML {
        guard !cells.groups.isEmpty else { return "" }
        let rows = cells.groups.prefix(rowsMax).map { group -> HTML in
            """
            <tr><td class="day">\(group.period ?? "–")</td><td class="name"><strong>\(group.source ?? "–")</strong><br>\
            <span class="quiet"><bdi>\(group.file ?? "–")</bdi></span></td><td><bdi>\(group.column ?? "–")</bdi></td>\
            <td class="long">\(group.reason ?? "–")</td><td class="n">\(group.rows)</td>\
            <td class="n">\(group.firstRow.map { String($0) } ?? "–")</td>\
            <td class="name"><code>\(String((group.example ?? "–").prefix(80)))</code></td></tr>
            """
        }
        return """
            <section class="card"><h2>Quarantine</h2><p class="quiet">Cells for which rows are not in the lake. \
            <code>billow quarantine retry</code> lands them when the export was delivered again.</p>\
            <div class="scroll"><table><thead><tr><th>Month</th><th>File</th><th>Column</th><th>Why</th>\
            <th class="n">Rows</th><th class="n">First row</th><th>Its cell</th></tr></thead>\
            <tbody>\(rows)</tbody></table></div>\
            \(more(cells.groups.count, "/api/v1/quarantine"))</section>
            """
    }

    // MARK: Generations

    /// Of months that were delivered more than once.
    var generations: HTML {
        let months = contents.months.filter { $0.generations.count > 1 }
        let all = months.flatMap { month in month.generations.reversed().map { (month, $0) } }
        guard !all.isEmpty else { return "" }
        let rows = all.prefix(Self.rowsMax).map { month, generation -> HTML in
            let kind: HTML = generation.state == .shown ? "good" : generation.state == .withdrawn ? "warn" : ""
            let compared: HTML? = month.before(generation.number).map { before in
                let link = Link(
                    "/diff",
                    [
                        ("source", month.key.source), ("export", month.key.export),
                        ("period", month.key.period.description), ("from", String(before.number)),
                        ("to", String(generation.number)),
                    ])
                return "<a href=\"\(link.text)\">compare with #\(before.number)</a>"
            }
            let billed = (try? generation.totals()).map(Self.billed) ?? "unknown"
            return """
                <tr><td class="day">\(month.key.period.description)</td><td class="name">\
                <strong>\(month.key.source)</strong><br><span class="quiet"><bdi>\(month.key.export)</bdi></span></td>\
                <td>#\(generation.number)</td><td><span class="pill \(kind)">\(generation.state.rawValue)</span></td>\
                <td class="day">\(UTCText.second(generation.landedMillis))</td><td class="n">\(billed)</td>\
                <td class="day">\(compared)</td></tr>
                """
        }
        return """
            <section class="card"><h2>Months that were delivered again</h2><div class="scroll"><table><thead><tr>\
            <th>Month</th><th>Export</th><th>Generation</th><th>State</th><th>Landed (UTC)</th>\
            <th class="n">Billed</th><th>What changed</th></tr></thead><tbody>\(rows)</tbody></table></div>\
            \(Self.more(all.count, "/api/v1/generations"))</section>
            """
    }

    private static func billed(_ totals: ControlTotals) -> String { billed(totals.costs) }

    private static func billed(_ costs: [String: ControlTotals.Costs]) -> String {
        costs.sorted { $0.key < $1.key }.map { "\(MoneyText.plain($0.value.billed)) \($0.key)" }
            .joined(separator: ", ")
    }

    // MARK: Runs

    var runs: HTML {
        let landed = contents.runs.filter { [.landed, .superseded].contains($0.state) }
        let rows = landed.prefix(Self.rowsMax).map { run -> HTML in
            let kind: HTML = run.state == .landed ? "good" : ""
            return """
                <tr><td>\(run.period?.description ?? "–")</td><td>\(run.source)</td>\
                <td class="name"><code>\(run.run)</code></td><td>\(run.generation.map { "#\($0)" } ?? "–")</td>\
                <td><span class="pill \(kind)">\(run.state.rawValue)</span></td>\
                <td class="n">\(run.rows.map { String($0) } ?? "–")</td><td class="n">\(Self.billed(run.costs))</td>\
                <td class="name quiet">\(run.reason ?? "")</td></tr>
                """
        }
        return """
            <section class="card"><h2>Landed deliveries</h2><div class="scroll"><table><thead><tr><th>Month</th>\
            <th>Source</th><th>Run</th><th>Generation</th><th>State</th><th class="n">Rows</th>\
            <th class="n">Billed</th><th></th></tr></thead><tbody>\(rows)</tbody></table></div>\
            \(Self.more(landed.count, "/api/v1/runs"))</section>
            """
    }

    private static func more(_ count: Int, _ address: String) -> HTML {
        count > rowsMax
            ? "<p class=\"more\">The first \(rowsMax) of \(count); <a href=\"\(address)\">all as JSON</a>.</p>" : ""
    }
}
