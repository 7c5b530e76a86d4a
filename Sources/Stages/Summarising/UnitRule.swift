import SQLEngine

/// How units of consumption become comparable, from the unit's text alone:
///
/// - a leading whole number and a space is a multiplier: `100 Hours` is 100 `Hrs`, `10 GB` is 10 `GB`;
/// - `Hour`, `Hours`, `Hr` and `Hrs` in any case become `Hrs`;
/// - `GB/Month`, `GB-Month`, `GB-Months`, `GB-Mo` and `GB Months` become `GB-Mo` (`Gb` is a gigabit and stays);
/// - all others stay as they are, `10K`, `1/Month` and `0 GB` too.
///
/// Multipliers have at most nine digits and no leading zero; a longer one is part of the unit.
enum UnitRule {
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
