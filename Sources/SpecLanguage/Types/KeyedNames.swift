extension TypedSpec {
  /// A name with values for its `$0`, `$1` …: `b[client1].expire` of `b[$0].expire`.
  ///
  /// A number without a key stays as it is.
  package func name(_ pattern: String, keys: [Value], types: [Type]) -> String {
    var name = ""
    var rest = pattern[...]
    while let mark = rest.firstIndex(of: "$") {
      name += rest[..<mark]
      let digits = rest[rest.index(after: mark)...].prefix { $0.isASCII && $0.isNumber }
      if let index = Int(digits), keys.indices.contains(index) {
        name += describe(keys[index], as: types[index])
      } else {
        name += "$" + digits
      }
      rest = rest[digits.endIndex...]
    }
    return name + rest
  }
}

extension String {
  /// `b.WellFormed` of `b[$0].WellFormed` and of `b[instance1].WellFormed`.
  package var withoutKeys: String {
    var result = ""
    var depth = 0
    for character in self {
      if character == "[" { depth += 1 }
      if depth == 0 { result.append(character) }
      // What a user wrote need not be balanced.
      if character == "]" { depth = max(0, depth - 1) }
    }
    return result
  }
}
