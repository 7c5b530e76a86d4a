import SQLEngine

/// `UnitRule` a second time, by the engine's regular expressions.
enum UnitRuleInSQL {
    /// A SELECT of `source`, `factor` (DECIMAL(9,0)) and `unit` for each distinct unit of a relation: a bill has
    /// dozens of units and millions of rows.
    static func table(from relation: SQLText) -> SQLText {
        """
        SELECT source, CAST(coalesce(nullif(multiplier, ''), '1') AS DECIMAL(9,0)) AS factor,
          CASE
            WHEN regexp_full_match(bare, '(?i:hours?|hrs?)') THEN 'Hrs'
            WHEN regexp_full_match(bare, 'GB[-/ ](?i:mo|months?)') THEN 'GB-Mo'
            ELSE bare
          END AS unit
        FROM (
          SELECT source, regexp_extract(source, \(multiplied), 1, 's') AS multiplier,
            CASE WHEN regexp_matches(source, \(multiplied), 's')
              THEN regexp_extract(source, \(multiplied), 2, 's') ELSE source END AS bare
          FROM (
            SELECT DISTINCT ConsumedUnit AS source FROM \(sql: relation) WHERE ConsumedUnit IS NOT NULL))
        """
    }

    private static let multiplied = "^([1-9][0-9]{0,8}) +([^ ].*)$"
}
