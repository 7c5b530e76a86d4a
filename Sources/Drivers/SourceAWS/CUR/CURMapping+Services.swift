import BillingSources
import SQLEngine

extension CURMapping {
    static func services(_ terms: CURTerms) -> [Mapping.Entry] {
        let code = terms.text("line_item_product_code", "product_servicecode")
        let service: SQLText = "\(sql: ServiceCatalogue.lookup(\.category))[\(sql: code)]"
        let subcategory: SQLText = "\(sql: ServiceCatalogue.lookup(\.subcategory))[\(sql: code)]"
        let sku = terms.text("product_sku")
        return [
            .focus(
                "ServiceName", "COALESCE(\(sql: terms.text("product_product_name")), \(sql: code), 'Unknown')",
                note: "the product's name, else its code"),
            .focus("ServiceCategory", "COALESCE(\(sql: service), 'Other')", note: "by product code"),
            .focus("ServiceSubcategory", "COALESCE(\(sql: subcategory), 'Other (Other)')", note: "by product code"),
            .focus(
                "SkuId", "CASE WHEN (\(sql: terms.chargeCategory)) NOT IN ('Tax', 'Adjustment') THEN \(sql: sku) END"),
            .focus("SkuMeter", meter(terms, sku: sku), note: "the usage type"),
            .focus("SkuPriceId", skuPrice(terms), note: "rate code, else rate id"),
            .focus("SkuPriceDetails", skuPriceDetails(terms), note: "all that product/* says of the price, as JSON"),
        ]
    }

    private static func meter(_ terms: CURTerms, sku: SQLText) -> SQLText {
        """
        CASE WHEN \(sql: sku) IS NOT NULL AND (\(sql: terms.chargeCategory)) NOT IN ('Tax', 'Adjustment')
             THEN \(sql: terms.text("line_item_usage_type")) END
        """
    }

    private static func skuPrice(_ terms: CURTerms) -> SQLText {
        "CASE WHEN (\(sql: terms.chargeCategory)) <> 'Tax' THEN \(sql: terms.skuPrice) END"
    }

    private static func skuPriceDetails(_ terms: CURTerms) -> SQLText {
        let details = SkuDetails.json(terms)
        return "CASE WHEN (\(sql: skuPrice(terms))) IS NOT NULL THEN \(sql: details) END"
    }
}
