/// A data file that is complete.
struct WrittenFile {
    /// Under the sample's folder.
    let path: String
    let rows: Int
    let sizeBytes: Int

    var name: String { path.split(separator: "/").last.map(String.init) ?? path }
}
