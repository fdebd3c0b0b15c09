/// Why a text is not JSON, and where.
package struct JSONError: Error, Hashable, Sendable, CustomStringConvertible {
  package enum Reason: Hashable, Sendable {
    case invalidUTF8
    case expectedValue
    case expectedKey
    case expectedColon
    case expectedCommaOrEnd(of: String)
    case unendedString
    case controlCharacterInString
    case unknownEscape
    /// Half of a surrogate pair without the other.
    case loneSurrogate
    case malformedNumber
    case duplicateKey(String)
    case tooDeep(limit: Int)
    case textAfterValue
  }

  package var reason: Reason
  /// Line and column in bytes, from 1.
  package var line: Int
  package var column: Int

  package var description: String { "\(line):\(column): \(reason.message)" }
}

extension JSONError.Reason {
  fileprivate var message: String {
    switch self {
    case .invalidUTF8: "the text is not valid UTF-8"
    case .expectedValue: "expected a value"
    case .expectedKey: "expected a key in double quotes"
    case .expectedColon: "expected ':' after a key"
    case .expectedCommaOrEnd(let kind): "expected ',' or the end of the \(kind)"
    case .unendedString: "the string does not end"
    case .controlCharacterInString: "a control character in a string must be escaped"
    case .unknownEscape: "unknown escape in a string"
    case .loneSurrogate: "half of a surrogate pair in a string"
    case .malformedNumber: "malformed number"
    case .duplicateKey(let key): "the key '\(key)' occurs twice in one object"
    case .tooDeep(let limit): "values are nested deeper than \(limit)"
    case .textAfterValue: "text after the end of the value"
    }
  }
}
