import SpecLanguage
import SpecSemantics

/// Reads values of known types back, also in the forms that other tools write.
///
/// Maps and sets may list their elements in any order, integers may be plain numbers, and a case
/// without payload may carry `{}` as older versions of Quint do.
struct ITFValueDecoder {
  let spec: TypedSpec

  /// - Throws: `ITFError.unexpected` at the first part that is no value of its type.
  func value(_ json: JSONValue, as type: Type, at path: String) throws(ITFError) -> Value {
    switch type {
    case .bool:
      guard case .bool(let truth) = json else { throw wanted("a Boolean", path) }
      return .bool(truth)
    case .integer(let range):
      guard let number = integer(json), range.contains(number) else {
        throw wanted("an integer of \(range.low)...\(range.high)", path)
      }
      return .integer(number)
    case .entity(let id): return try identity(json, of: spec.entities[id.index], at: path)
    case .enumeration(let id):
      return try enumCase(json, of: spec.enumerations[id.index], at: path)
    case .structure, .component:
      return try record(json, fields: spec.fields(of: type), at: path)
    case .optional(let wrapped): return try optional(json, of: wrapped, at: path)
    case .map(let key, let element):
      return try map(json, key: key, element: element, at: path)
    case .set(let element): return try set(json, of: element, at: path)
    case .queue(let element, let capacity):
      guard let items = json.arrayValue, items.count <= capacity else {
        throw wanted("a list of at most \(capacity) elements", path)
      }
      return .queue(try values(items, as: element, at: path))
    case .bag(let element, let capacity):
      return try bag(json, of: element, capacity: capacity, at: path)
    case .nothing: return .nothing
    }
  }

  private func wanted(_ what: String, _ path: String) -> ITFError {
    .unexpected(at: path, wanted: what)
  }

  /// `{"#bigint": "7"}`, or 7.
  private func integer(_ json: JSONValue) -> Int64? {
    json["#bigint"]?.stringValue.flatMap { Int64($0) } ?? json.integerValue
  }

  private func values(
    _ items: [JSONValue], as type: Type, at path: String
  ) throws(ITFError) -> [Value] {
    var values: [Value] = []
    for (index, item) in items.enumerated() {
      values.append(try value(item, as: type, at: "\(path)[\(index)]"))
    }
    return values
  }

  private func identity(
    _ json: JSONValue, of entity: EntityType, at path: String
  ) throws(ITFError) -> Value {
    let names = (0..<entity.count).map { entity.name(of: $0) }
    guard let name = json.stringValue, let index = names.firstIndex(of: name) else {
      throw wanted("one of \(names.map { "\"\($0)\"" }.joined(separator: ", "))", path)
    }
    return .identity(index)
  }

  private func enumCase(
    _ json: JSONValue, of enumeration: EnumerationType, at path: String
  ) throws(ITFError) -> Value {
    let cases = enumeration.cases
    guard let tag = json["tag"]?.stringValue,
      let index = cases.firstIndex(where: { $0.name == tag })
    else { throw wanted("a variant of \(enumeration.name)", path) }
    let payload = cases[index].payload
    if payload.isEmpty { return .enumCase(index, []) }
    let content = json["value"] ?? .null
    let items = payload.count == 1 ? [content] : content["#tup"]?.arrayValue ?? []
    if items.count != payload.count {
      throw wanted("a #tup of \(payload.count) values", path + ".value")
    }
    var values: [Value] = []
    for (index, type) in payload.enumerated() {
      values.append(try value(items[index], as: type, at: "\(path).\(tag)[\(index)]"))
    }
    return .enumCase(index, values)
  }

  private func record(
    _ json: JSONValue, fields: [Field], at path: String
  ) throws(ITFError) -> Value {
    guard let members = json.objectValue else { throw wanted("a record", path) }
    let names = fields.map(\.name)
    if let stranger = members.first(where: { !names.contains($0.key) }) {
      throw wanted("no field '\(stranger.key)'", path)
    }
    var values: [Value] = []
    for field in fields {
      guard let member = json[field.name] else { throw wanted("a field '\(field.name)'", path) }
      values.append(try value(member, as: field.type, at: "\(path).\(field.name)"))
    }
    return .structure(values)
  }

  private func optional(
    _ json: JSONValue, of type: Type, at path: String
  ) throws(ITFError) -> Value {
    switch (json["tag"]?.stringValue, json["value"]) {
    case ("None", _): return .none
    case ("Some", let content?): return .some(try value(content, as: type, at: path))
    default: throw wanted("a variant Some or None", path)
    }
  }

  private func map(
    _ json: JSONValue, key: Type, element: Type, at path: String
  ) throws(ITFError) -> Value {
    var found: [Value: Value] = [:]
    for (keyJSON, valueJSON) in try pairs(json, at: path) {
      let keyValue = try value(keyJSON, as: key, at: "\(path) key")
      let itemPath = "\(path)[\(spec.describe(keyValue, as: key))]"
      let item = try value(valueJSON, as: element, at: itemPath)
      if found.updateValue(item, forKey: keyValue) != nil { throw wanted("one value", itemPath) }
    }
    var items: [Value] = []
    for keyValue in spec.values(of: key) {
      guard let item = found[keyValue] else {
        throw wanted("a value for \(spec.describe(keyValue, as: key))", path)
      }
      items.append(item)
    }
    return .map(items)
  }

  private func pairs(
    _ json: JSONValue, at path: String
  ) throws(ITFError) -> [(JSONValue, JSONValue)] {
    guard let entries = json["#map"]?.arrayValue else { throw wanted("a #map", path) }
    var pairs: [(JSONValue, JSONValue)] = []
    for entry in entries {
      guard let pair = entry.arrayValue, pair.count == 2 else {
        throw wanted("a list of pairs", path)
      }
      pairs.append((pair[0], pair[1]))
    }
    return pairs
  }

  private func set(_ json: JSONValue, of type: Type, at path: String) throws(ITFError) -> Value {
    guard let items = json["#set"]?.arrayValue else { throw wanted("a #set", path) }
    let members = Set(try values(items, as: type, at: path))
    return .set(spec.values(of: type).filter(members.contains))
  }

  /// A `#map` from element to number, or a list of elements.
  private func bag(
    _ json: JSONValue, of type: Type, capacity: Int, at path: String
  ) throws(ITFError) -> Value {
    var elements: [Value] = []
    if let items = json.arrayValue {
      elements = try values(items, as: type, at: path)
    } else {
      for (itemJSON, countJSON) in try pairs(json, at: path) {
        guard let count = integer(countJSON), count >= 0, count <= capacity else {
          throw wanted("numbers of at most \(capacity)", path)
        }
        let item = try value(itemJSON, as: type, at: path)
        elements += Array(repeating: item, count: Int(count))
      }
    }
    if elements.count > capacity { throw wanted("at most \(capacity) elements", path) }
    return .bag(elements.sorted { $0.precedes($1) })
  }
}
