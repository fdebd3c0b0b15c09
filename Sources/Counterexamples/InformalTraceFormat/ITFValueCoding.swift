package import SpecLanguage

/// The mapping between values and their form in the Informal Trace Format.
extension TypedSpec {
  /// - Complexity: O(size of the value), and for maps the size of their key type.
  package func itfValue(_ value: Value, as type: Type) -> JSONValue {
    switch (value, type) {
    case (.bool(let truth), .bool): return .bool(truth)
    case (.integer(let number), .integer): return Self.itfInteger(number)
    case (.identity(let index), .entity(let id)):
      return .string(entities[id.index].name(of: index))
    case (.enumCase(let index, let payload), .enumeration(let id)):
      let item = enumerations[id.index].cases[index]
      let values = zip(payload, item.payload).map { itfValue($0, as: $1) }
      return Self.itfVariant(item.name, values.count == 1 ? values[0] : ["#tup": .array(values)])
    case (.none, .optional): return Self.itfNone
    case (.some(let wrapped), .optional(let type)):
      return Self.itfVariant("Some", itfValue(wrapped, as: type))
    case (.structure(let values), .structure), (.structure(let values), .component):
      return .object(
        zip(fields(of: type), values).map { .init(key: $0.name, value: itfValue($1, as: $0.type)) })
    case (.map(let items), .map(let key, let element)):
      let pairs = zip(values(of: key), items).map {
        JSONValue.array([itfValue($0, as: key), itfValue($1, as: element)])
      }
      return ["#map": .array(pairs)]
    case (.set(let items), .set(let element)):
      return ["#set": .array(items.map { itfValue($0, as: element) })]
    case (.queue(let items), .queue(let element, _)):
      return .array(items.map { itfValue($0, as: element) })
    case (.bag(let items), .bag(let element, _)):
      return ["#map": .array(itfCounts(of: items, as: element))]
    case (.nothing, .nothing): return Self.itfUnit
    default: preconditionFailure("\(value) is no value of \(type)")
    }
  }

  static func itfInteger(_ number: Int64) -> JSONValue { ["#bigint": .string("\(number)")] }

  static let itfUnit: JSONValue = ["#tup": []]

  static let itfNone = itfVariant("None", itfUnit)

  static func itfVariant(_ tag: String, _ value: JSONValue) -> JSONValue {
    ["tag": .string(tag), "value": value]
  }

  /// Each distinct element of a bag, which is sorted, with how often it occurs.
  private func itfCounts(of items: [Value], as type: Type) -> [JSONValue] {
    var counts: [(item: Value, count: Int64)] = []
    for item in items {
      if counts.last?.item == item {
        counts[counts.count - 1].count += 1
      } else {
        counts.append((item, 1))
      }
    }
    return counts.map { [itfValue($0.item, as: type), Self.itfInteger($0.count)] }
  }
}
