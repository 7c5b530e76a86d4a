extension Action {
    /// A line in its plainest form; nil in doubt, see ``PlainJSON``.
    static func plain(_ line: UnsafeBufferPointer<UInt8>) -> Action? {
        PlainJSON.read(line) { json throws(PlainJSON.Doubt) in
            var action: Action?
            try json.members { json, name throws(PlainJSON.Doubt) in
                guard !(try json.takesNull()) else { return }
                guard action == nil else { throw PlainJSON.Doubt() }
                switch name {
                case "add": action = .add(try AddFile(plain: &json))
                case "remove": action = .remove(try RemoveFile(plain: &json))
                case "txn": action = .transaction(try Transaction(plain: &json))
                case "commitInfo": action = .commitInfo(try CommitInfo(plain: &json))
                default: throw PlainJSON.Doubt()
                }
            }
            return try json.known(action)
        }
    }
}

extension AddFile {
    init(plain json: inout PlainJSON) throws(PlainJSON.Doubt) {
        var logPath: String?
        var partitionValues: [String: String?]?
        var sizeBytes: Int?
        var modificationMillis: Int64?
        var dataChange: Bool?
        var statistics: String?
        var tags: [String: String]?
        try json.members { json, name throws(PlainJSON.Doubt) in
            switch name {
            case "path": logPath = try json.text()
            case "partitionValues": partitionValues = try json.partitionValues()
            case "size": sizeBytes = try json.whole()
            case "modificationTime": modificationMillis = Int64(try json.whole())
            case "dataChange": dataChange = try json.flag()
            case "stats": statistics = try json.textIfAny()
            case "tags": tags = try json.tags()
            case "deletionVector" where try json.takesNull(): break
            default: throw PlainJSON.Doubt()
            }
        }
        self.logPath = try json.known(logPath)
        path = try json.path(self.logPath)
        self.partitionValues = try json.known(partitionValues)
        self.sizeBytes = try json.known(sizeBytes)
        self.modificationMillis = try json.known(modificationMillis)
        self.dataChange = try json.known(dataChange)
        self.tags = tags ?? [:]
        loggedStatistics = nil
        guard self.sizeBytes >= 0 else { throw PlainJSON.Doubt() }
        guard let statistics, !statistics.isEmpty else { return }
        guard let known = LoggedStatistics(plain: statistics) else { throw PlainJSON.Doubt() }
        loggedStatistics = known
    }
}

extension RemoveFile {
    init(plain json: inout PlainJSON) throws(PlainJSON.Doubt) {
        var logPath: String?
        var deletionMillis: Int64?
        var dataChange: Bool?
        var partitionValues: [String: String?]?
        var sizeBytes: Int?
        var tags: [String: String]?
        try json.members { json, name throws(PlainJSON.Doubt) in
            switch name {
            case "path": logPath = try json.text()
            case "deletionTimestamp": deletionMillis = try json.millisIfAny()
            case "dataChange": dataChange = try json.flag()
            case "extendedFileMetadata": if !(try json.takesNull()) { _ = try json.flag() }
            case "partitionValues": partitionValues = try json.takesNull() ? nil : json.partitionValues()
            case "size": sizeBytes = try json.takesNull() ? nil : json.whole()
            case "tags": tags = try json.tags()
            case "deletionVector" where try json.takesNull(): break
            default: throw PlainJSON.Doubt()
            }
        }
        self.logPath = try json.known(logPath)
        path = try json.path(self.logPath)
        self.deletionMillis = deletionMillis
        self.dataChange = try json.known(dataChange)
        self.partitionValues = partitionValues
        self.sizeBytes = sizeBytes
        self.tags = tags ?? [:]
    }
}

extension Transaction {
    init(plain json: inout PlainJSON) throws(PlainJSON.Doubt) {
        var appID: String?
        var version: Int64?
        var lastUpdatedMillis: Int64?
        try json.members { json, name throws(PlainJSON.Doubt) in
            switch name {
            case "appId": appID = try json.text()
            case "version": version = Int64(try json.whole())
            case "lastUpdated": lastUpdatedMillis = try json.millisIfAny()
            default: throw PlainJSON.Doubt()
            }
        }
        self.init(
            appID: try json.known(appID), version: try json.known(version), lastUpdatedMillis: lastUpdatedMillis)
    }
}

extension CommitInfo {
    init(plain json: inout PlainJSON) throws(PlainJSON.Doubt) {
        self.init(timestampMillis: 0, operation: "", engineInfo: "")
        var info = self
        try json.members { json, name throws(PlainJSON.Doubt) in
            switch name {
            case "timestamp": info.timestampMillis = try json.millisIfAny() ?? 0
            case "operation": info.operation = try json.textIfAny() ?? ""
            case "operationParameters":
                info.parameters = try json.object { json throws(PlainJSON.Doubt) in try json.text() }
            case "engineInfo": info.engineInfo = try json.textIfAny() ?? ""
            case "billow": info.billow = try json.object { json throws(PlainJSON.Doubt) in try json.value() }
            case "txnId": info.attemptID = try json.textIfAny()
            case "contentSha256": info.seal = try json.textIfAny()
            default: throw PlainJSON.Doubt()
            }
        }
        self = info
    }
}

extension LoggedStatistics {
    /// Nil in doubt, see ``PlainJSON``.
    init?(plain text: String) {
        let rows: Int?? = PlainJSON.read(text) { json throws(PlainJSON.Doubt) in
            var rows: Int?
            try json.members { json, name throws(PlainJSON.Doubt) in
                switch name {
                case "numRecords": rows = try json.whole()
                case "minValues", "maxValues", "nullCount":
                    if !(try json.takesNull()) { try json.skipObject() }
                default: try json.skip()
                }
            }
            return rows
        }
        guard case .some(.some(let rows)) = rows, rows >= 0 else { return nil }
        self = .read(text: text, rows: rows)
    }
}

extension PlainJSON {
    fileprivate mutating func textIfAny() throws(Doubt) -> String? { try takesNull() ? nil : text() }

    fileprivate mutating func millisIfAny() throws(Doubt) -> Int64? { try takesNull() ? nil : Int64(whole()) }

    fileprivate mutating func partitionValues() throws(Doubt) -> [String: String?] {
        PartitionValues.normalised(try object { json throws(Doubt) in try json.textIfAny() })
    }

    fileprivate mutating func tags() throws(Doubt) -> [String: String]? {
        try takesNull() ? nil : object { json throws(Doubt) in try json.text() }
    }

    /// On disk.
    fileprivate func path(_ logged: String) throws(Doubt) -> String {
        guard let path = try? LogPath.decode(logged) else { throw Doubt() }
        return path
    }

    fileprivate func known<Value>(_ value: Value?) throws(Doubt) -> Value {
        guard let value else { throw Doubt() }
        return value
    }
}
