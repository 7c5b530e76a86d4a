import BillingModel
import Pipeline
import Reporting

/// Which months of which exports are there, as what generation, what was refused, and what is late.
struct DeliveriesPage {
    let contents: LakeContents
    let isAdmin: Bool
    let freshness: Freshness
    /// Nil for those who are not told.
    let quarantine: QuarantinedCells?
    let frame: PageFrame

    var html: HTML {
        let tables = DeliveryTables(contents: contents, isAdmin: isAdmin)
        return Layout(title: "Deliveries", path: "/deliveries", frame: frame).page(
            """
            <div class="head"><div><h1>Deliveries</h1><p>What the lake holds month by month, what was refused, and \
            what is late.</p></div></div>
            \(figures)\(tables.refused)\(DeliveryCalendar(contents: contents).html)\(exports)\
            \(quarantine.map(DeliveryTables.quarantined))\(tables.generations)\(tables.runs)
            """)
    }

    // MARK: At a glance

    private var figures: HTML {
        let runs = contents.runs
        let held = runs.count { $0.state == .held }
        let rejected = runs.count { $0.state == .rejected }
        let short = runs.filter { $0.state == .landed }.reduce(0) { $0 + $1.shortage.rows }
        let overdue = freshness.exports.count { $0.rhythm.isOverdue == true }
        let unknown = freshness.exports.count { $0.rhythm.isOverdue == nil }
        let ofThese = unknown == 0 ? "" : "; too early to tell of \(unknown)"
        let figures = [
            ("Held", held, "have less than what they would replace"),
            ("Rejected", rejected, "could not be read exactly"),
            ("Rows in quarantine", short, "are missing from months that landed"),
            ("Overdue exports", overdue, "have not come for longer than usual\(ofThese)"),
        ].map { label, count, note -> HTML in
            let kind: HTML = count == 0 ? "" : " up"
            return """
                <section class="card figure"><p class="label">\(label)</p><p class="value\(kind)">\(count)</p>\
                <p class="note">\(note)</p></section>
                """
        }
        return "<div class=\"grid\">\(figures)</div>"
    }

    // MARK: How far

    private var exports: HTML {
        let rows = freshness.exports.map { export -> HTML in
            """
            <tr><td class="day">\(export.source)</td><td class="name"><bdi>\(export.export)</bdi></td>\
            <td class="day">\(export.lastDay.map(DayText.long) ?? "–")</td>\
            <td class="day">\(export.daysOld.map(Self.ago) ?? "–")</td>\
            <td class="day">\(export.rhythm.daysSince.map(Self.ago) ?? "–")</td>\
            <td class="day">\(export.rhythm.usualDays.map(Self.usual) ?? "not known yet")</td>\
            <td>\(Self.pill(export))</td></tr>
            """
        }
        return """
            <section class="card"><h2>How far they have come</h2><div class="scroll"><table><thead><tr><th>Source</th>\
            <th>Export</th><th>Usage until</th><th>That is</th><th>Last landed</th><th>Usually lands</th>\
            <th></th></tr></thead><tbody>\(rows)</tbody></table></div></section>
            """
    }

    private static func ago(_ days: Int) -> String {
        switch days {
        case 0: "today"
        case 1: "yesterday"
        default: "\(days) days ago"
        }
    }

    private static func usual(_ days: Int) -> String {
        days <= 1 ? "every day" : "every \(days) days"
    }

    private static func pill(_ export: Freshness.Export) -> HTML {
        switch export.rhythm.isOverdue {
        case true: "<span class=\"pill bad\">overdue</span>"
        case _ where export.isStale: "<span class=\"pill warn\">\(export.daysBehind) days behind the others</span>"
        case false: "<span class=\"pill good\">up to date</span>"
        default: "<span class=\"pill\">as far as the others</span>"
        }
    }
}
