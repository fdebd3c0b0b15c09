/// Keys and values in the order in which they came, each key once.
///
/// ```swift
/// var map = MessageMap()
/// map.insert("Ada", for: "name")
/// map.insert("Grace", for: "name")  // false: the key is there
/// ```
///
/// The order is kept, so encoding the same map twice gives the same bytes; it plays no part in
/// equality. Few entries are looked up one by one, more by their hash.
public struct MessageMap: Sendable {
  public struct Entry: Hashable, Sendable {
    public let key: MessageValue
    public var value: MessageValue
  }

  /// As many entries as are found faster by looking at each than by hashing.
  private static let smallCount = 8

  public private(set) var entries: [Entry] = []
  /// Where each key is; empty as long as the map is small.
  private var places: [MessageValue: Int] = [:]

  public init() {}

  public var count: Int { entries.count }

  /// The value of a key; setting nil is not offered, as messages are built and not edited.
  /// - Complexity: O(1).
  public subscript(key: MessageValue) -> MessageValue? { place(of: key).map { entries[$0].value } }

  /// The value of a field.
  /// - Complexity: O(1).
  public subscript(name: String) -> MessageValue? { self[.string(name)] }

  /// Adds an entry unless its key is there.
  /// - Returns: false when the key is there; its value stays.
  @discardableResult
  public mutating func insert(_ value: MessageValue, for key: MessageValue) -> Bool {
    guard place(of: key) == nil else { return false }
    entries.append(Entry(key: key, value: value))
    if entries.count > Self.smallCount { indexNewEntries() }
    return true
  }

  /// Adds an entry, or gives the one with its key another value.
  public mutating func update(_ value: MessageValue, for key: MessageValue) {
    guard let place = place(of: key) else {
      insert(value, for: key)
      return
    }
    entries[place].value = value
  }

  private mutating func indexNewEntries() {
    for place in places.count..<entries.count { places[entries[place].key] = place }
  }

  private func place(of key: MessageValue) -> Int? {
    if entries.count > Self.smallCount { return places[key] }
    return entries.firstIndex { $0.key == key }
  }
}

extension MessageMap: Hashable {
  public static func == (a: MessageMap, b: MessageMap) -> Bool {
    a.count == b.count && a.entries.allSatisfy { b[$0.key] == $0.value }
  }

  public func hash(into hasher: inout Hasher) {
    // A sum does not depend on the order.
    hasher.combine(entries.reduce(0) { $0 &+ $1.hashValue })
  }
}
