import SpecLanguage

/// Reads files in the Informal Trace Format, also those of other tools.
package struct ITFTraceReader: Sendable {
  package init() {}

  /// - Throws: `ITFError.notJSON` when the text is not JSON, `.unexpected` when it is no trace.
  package func document(parsing bytes: [UInt8]) throws(ITFError) -> ITFDocument {
    let json: JSONValue
    do throws(JSONError) {
      json = try JSONValue(parsing: bytes)
    } catch {
      throw .notJSON(error)
    }
    return try document(of: json)
  }

  package func document(of json: JSONValue) throws(ITFError) -> ITFDocument {
    guard json.objectValue != nil else { throw wanted("an object with 'states'", "file") }
    guard let items = json["states"]?.arrayValue else { throw wanted("a list", "states") }
    var states: [ITFDocument.State] = []
    for (index, item) in items.enumerated() {
      states.append(try state(item, at: "states[\(index)]"))
    }
    let meta = json["#meta"] ?? .object([])
    return ITFDocument(
      source: meta["source"]?.stringValue, description: meta["description"]?.stringValue,
      parameters: try parameters(meta["parameters"]), property: meta["property"]?.stringValue,
      kind: meta["kind"]?.stringValue,
      variables: variables(listed: json["vars"], in: states), states: states,
      attempt: try attempt(meta["attempt"]),
      loop: try loop(json["loop"], stateCount: states.count), isFair: try isFair(meta["fair"]))
  }

  private func wanted(_ what: String, _ path: String) -> ITFError {
    .unexpected(at: path, wanted: what)
  }

  /// The list of the file; that of the first state when there is none, since some tools leave it
  /// out or repeat names in it.
  private func variables(listed: JSONValue?, in states: [ITFDocument.State]) -> [String] {
    let names = listed?.arrayValue?.compactMap(\.stringValue) ?? states.first?.values.map(\.key)
    var seen: Set<String> = [ITFDocument.actionKey, ITFDocument.picksKey]
    return (names ?? []).filter { seen.insert($0).inserted }
  }

  private func state(_ json: JSONValue, at path: String) throws(ITFError) -> ITFDocument.State {
    guard let members = json.objectValue else { throw wanted("an object", path) }
    let action = json[ITFDocument.actionKey]
    if let action, action.stringValue == nil {
      throw wanted("a string", "\(path).\(ITFDocument.actionKey)")
    }
    let special: Set = ["#meta", ITFDocument.actionKey, ITFDocument.picksKey]
    return ITFDocument.State(
      action: action?.stringValue,
      picks: try picks(json[ITFDocument.picksKey], at: "\(path).\(ITFDocument.picksKey)"),
      values: members.filter { !special.contains($0.key) })
  }

  /// The choices that were made: `Some` without its wrapping.
  private func picks(_ json: JSONValue?, at path: String) throws(ITFError) -> [JSONValue.Member] {
    guard let json else { return [] }
    guard let members = json.objectValue else { throw wanted("a record", path) }
    var picks: [JSONValue.Member] = []
    for member in members {
      switch (member.value["tag"]?.stringValue, member.value["value"]) {
      case ("None", _): continue
      case ("Some", let value?): picks.append(.init(key: member.key, value: value))
      default: throw wanted("a variant Some or None", "\(path).\(member.key)")
      }
    }
    return picks
  }

  private func parameters(_ json: JSONValue?) throws(ITFError) -> [TraceParameter] {
    guard let json else { return [] }
    guard let members = json.objectValue else { throw wanted("a record", "#meta.parameters") }
    var parameters: [TraceParameter] = []
    for member in members {
      guard let value = member.value.integerValue else {
        throw wanted("an integer", "#meta.parameters.\(member.key)")
      }
      parameters.append(TraceParameter(name: member.key, value: value))
    }
    return parameters
  }

  private func attempt(_ json: JSONValue?) throws(ITFError) -> ITFDocument.Attempt? {
    guard let json else { return nil }
    guard let action = json[ITFDocument.actionKey]?.stringValue else {
      throw wanted("a string", "#meta.attempt.\(ITFDocument.actionKey)")
    }
    return ITFDocument.Attempt(
      action: action, picks: try picks(json[ITFDocument.picksKey], at: "#meta.attempt"))
  }

  private func isFair(_ json: JSONValue?) throws(ITFError) -> Bool? {
    switch json {
    case nil, .null?: return nil
    case .bool(let isFair)?: return isFair
    default: throw wanted("true or false", "#meta.fair")
    }
  }

  private func loop(_ json: JSONValue?, stateCount: Int) throws(ITFError) -> Int? {
    guard let json, json != .null else { return nil }
    guard let index = json.integerValue, 0 <= index, index < stateCount else {
      throw wanted("the index of a state", "loop")
    }
    return Int(index)
  }
}
