import BillingModel
import Reporting

/// Stacked bars as SVG: readable without script, by keyboard and on paper. Colours are classes of the style sheet.
struct BarChart: Sendable {
    struct Bar: Sendable {
        /// Below the axis.
        let label: String
        /// What a pointer or a screen reader tells.
        let title: String
        let link: String?
        /// For each of ``names``.
        let parts: [ExactDecimal]

        init(label: String, title: String, link: String? = nil, parts: [ExactDecimal]) {
            self.label = label
            self.title = title
            self.link = link
            self.parts = parts
        }

        var total: ExactDecimal { parts.reduce(.zero) { $0.adding($1) ?? $0 } }
    }

    let title: String
    let names: [String]
    let bars: [Bar]
    /// Days that are to come, after the bars.
    var toCome = 0

    /// The last colour is that of the rest.
    static let colours = 7

    // In tenths of a unit of the view box.
    private static let (width, height) = (10_000, 2800)
    private static let (top, bottom) = (120, 320)
    private static let digit = 76

    var svg: HTML {
        let scale = ChartScale(bars.flatMap { [$0.positive, $0.negative] }, room: Self.height - Self.top - Self.bottom)
        // Amounts stand on the left of the bars.
        let left = max(760, 160 + Self.digit * (scale.ticks.map(\.text.count).max() ?? 0))
        let slot = (Self.width - left) / max(1, bars.count + toCome)
        let drawn = bars.enumerated().map { at, bar in
            self.bar(bar, x: left + at * slot, slot: slot, scale, isLabelled: isLabelled(at))
        }
        let coming = (0..<toCome).map { at -> HTML in
            let x = left + (bars.count + at) * slot + slot / 8
            let y = Self.top + scale.zero - 60
            return """
                <rect class="to-come" x="\(Self.text(x))" y="\(Self.text(y))" width="\(Self.text(slot * 3 / 4))" \
                height="6"/>
                """
        }
        return """
            <div class="scroll"><svg class="chart" viewBox="0 0 1000 280" role="group" aria-label="\(title)">\
            \(scale.ticks.map { rule($0, left: left) })\(drawn)\(coming)\
            <line class="axis" x1="\(Self.text(left))" x2="1000" \
            y1="\(Self.text(Self.top + scale.zero))" y2="\(Self.text(Self.top + scale.zero))"/></svg></div>
            """
    }

    var legend: HTML {
        let items = names.enumerated().map { at, name -> HTML in
            """
            <li><svg viewBox="0 0 10 10" aria-hidden="true"><rect class="s\(colour(at))" width="10" height="10"/></svg>\
            <bdi>\(name)</bdi></li>
            """
        }
        return names.count > 1 ? "<ul class=\"legend\">\(items)</ul>" : ""
    }

    private func colour(_ series: Int) -> Int {
        series == names.count - 1 && names[series] == "Others" ? Self.colours - 1 : min(series, Self.colours - 1)
    }

    /// About twelve labels fit.
    private func isLabelled(_ at: Int) -> Bool { at % max(1, (bars.count + toCome + 11) / 12) == 0 }

    private func rule(_ tick: (y: Int, text: String), left: Int) -> HTML {
        let y = Self.text(Self.top + tick.y)
        return """
            <line class="rule" x1="\(Self.text(left))" x2="1000" y1="\(y)" y2="\(y)"/>\
            <text x="\(Self.text(left - 80))" y="\(Self.text(Self.top + tick.y + 40))" \
            text-anchor="end">\(tick.text)</text>
            """
    }

    private func bar(_ bar: Bar, x: Int, slot: Int, _ scale: ChartScale, isLabelled: Bool) -> HTML {
        var (above, below) = (scale.zero, scale.zero)
        let inner = bar.parts.enumerated().compactMap { series, part -> HTML? in
            let size = scale.length(part)
            guard size != 0 else { return nil }
            if size > 0 { above -= size }
            let y = size > 0 ? above : below
            if size < 0 { below -= size }
            let height = Self.text(abs(size))
            return """
                <rect class="s\(colour(series))" x="\(Self.text(x + slot / 8))" y="\(Self.text(Self.top + y))" \
                width="\(Self.text(slot * 3 / 4))" height="\(height)"/>
                """
        }
        let room = Self.height - Self.top - Self.bottom
        let body: HTML = """
            <title>\(bar.title)</title><rect class="hit" x="\(Self.text(x))" y="\(Self.text(Self.top))" \
            width="\(Self.text(slot))" height="\(Self.text(room))"/>\(inner)
            """
        // The last one would be cut off at the edge.
        let isAtEdge = x + 2 * slot > Self.width
        let label: HTML? =
            isLabelled
            ? """
            <text x="\(Self.text(isAtEdge ? x + slot : x + slot / 2))" y="274" \
            text-anchor="\(isAtEdge ? "end" : "middle")">\(bar.label)</text>
            """ : nil
        guard let link = bar.link else { return "<g role=\"img\" tabindex=\"0\">\(body)</g>\(label)" }
        return "<a href=\"\(link)\" aria-label=\"\(bar.title)\">\(body)</a>\(label)"
    }

    /// Tenths with one decimal.
    private static func text(_ tenths: Int) -> String {
        tenths % 10 == 0 ? String(tenths / 10) : "\(tenths < 0 ? "-" : "")\(abs(tenths) / 10).\(abs(tenths) % 10)"
    }
}

extension BarChart.Bar {
    var positive: ExactDecimal { parts.filter { $0 > .zero }.reduce(.zero) { $0.adding($1) ?? $0 } }
    var negative: ExactDecimal { parts.filter { $0 < .zero }.reduce(.zero) { $0.adding($1) ?? $0 } }
}
