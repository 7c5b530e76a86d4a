/// Takes out of a text what looks like a secret: names of files, cells and arguments may hold one, and what is said
/// about them ends up in logs.
package enum SecretMask {
    /// The text with `***` for user and password in a URL, for signatures, tokens and keys in queries and connection
    /// strings, and for bearer tokens. Takes time in proportion to the text.
    package static func masked(_ text: String) -> String {
        text
            .replacing(/(?<start>:\/{1,2})[^\/\s@]*@/) { "\($0.start)***@" }
            .replacing(
                /(?<name>sig|signature|token|secret|password|pwd|key|credential)=[^&;,\s'"]+/.ignoresCase()
            ) { "\($0.name)=***" }
            .replacing(/(?<scheme>bearer\s+)[^\s'",;]+/.ignoresCase()) { "\($0.scheme)***" }
    }
}
