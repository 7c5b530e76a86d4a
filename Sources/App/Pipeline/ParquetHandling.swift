import Discovery
import Landing

/// All that is done to Parquet files that somebody else wrote. Nothing else may open them.
package protocol ParquetHandling: ParquetLander, ParquetProber {}
