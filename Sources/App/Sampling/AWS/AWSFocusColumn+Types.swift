extension AWSFocusColumn {
    enum Kind {
        case text, number, time, textMap, numberMap

        var manifestName: String {
            switch self {
            case .text: "string"
            case .number: "double"
            case .time: "timestamp_milliseconds"
            case .textMap: "map<string,string>"
            case .numberMap: "map<string,double>"
            }
        }

        var sqlType: String {
            switch self {
            case .text: "VARCHAR"
            case .number: "DOUBLE"
            case .time: "TIMESTAMP_MS"
            case .textMap: "MAP(VARCHAR, VARCHAR)"
            case .numberMap: "MAP(VARCHAR, DOUBLE)"
            }
        }
    }

    var kind: Kind {
        switch self {
        case .BilledCost, .ConsumedQuantity, .ContractedCost, .ContractedUnitPrice, .EffectiveCost, .ListCost,
            .ListUnitPrice, .PricingQuantity:
            .number
        case .BillingPeriodEnd, .BillingPeriodStart, .ChargePeriodEnd, .ChargePeriodStart: .time
        case .Tags, .x_CostCategories: .textMap
        case .x_Discounts: .numberMap
        default: .text
        }
    }
}
