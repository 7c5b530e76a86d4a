import BillingModel
import BillingSources

extension DeliveryHints {
    init(_ setting: Setting?, datasets: [String]) throws {
        self.init(
            try setting?.list().map { item in
                let keys = try item.section(["match", "dates", "dataset"], needed: ["match"])
                var hint = DeliveryHint()
                hint.dates = try keys["dates"]?.choice(DateOrder.self)
                hint.dataset = try keys["dataset"]?.oneOf(datasets)
                guard hint != DeliveryHint() else {
                    throw item.error("says nothing of the files that it matches", hint: "give dates or dataset")
                }
                return Entry(match: PathGlob(try keys.text("match")), hint)
            } ?? [])
    }
}
