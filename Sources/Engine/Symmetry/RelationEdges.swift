/// What a state says of several elements together, or of one in a way that its key does not tell.
///
/// An edge joins elements in an order; its label says what it is, and is the same for edges that
/// differ in their elements only.
struct RelationEdges {
  private(set) var labels: [UInt64] = []
  /// Where each edge's vertices begin; one more than there are edges.
  private(set) var starts: [Int] = [0]
  private(set) var vertices: [Int] = []

  var indices: Range<Int> { labels.indices }

  @inline(__always)
  func vertices(of edge: Int) -> Range<Int> { starts[edge]..<starts[edge + 1] }

  /// Lists the edges of a state in place of those of the last one.
  mutating func gather(from words: Table<UInt64>, _ tables: SymmetryTables) {
    labels.removeAll(keepingCapacity: true)
    starts.removeAll(keepingCapacity: true)
    vertices.removeAll(keepingCapacity: true)
    starts.append(0)
    for index in 0..<tables.cells.count {
      let cell = tables.cells[index]
      if cell.isCarried { continue }
      let bits = tables.bits(of: cell, in: words)
      if bits != 0 { add(cell.label &+ StateHash.fold(bits), cell.coordinates, 0..<0, tables) }
    }
    for object in tables.objects where !object.isMark {
      if tables.isLive(object, in: words) { add(object, words, tables) }
    }
    for field in tables.carriedFields {
      let isRenamed = field.objects.contains { tables.isLive(tables.objects[$0], in: words) }
      let bits = tables.raw(field.field, in: words)
      if !isRenamed && bits != 0 {
        add(field.label &+ StateHash.fold(bits), field.coordinates, 0..<0, tables)
      }
    }
  }

  private mutating func add(
    _ object: SymmetryTables.Object, _ words: Table<UInt64>, _ tables: SymmetryTables
  ) {
    switch object.content {
    case .element(let sort):
      vertices.append(tables.sorts[sort].first + Int(tables.value(object.field, in: words)))
      add(object.label, object.coordinates, 0..<0, tables)
    case .set(let domain, let count):
      for offset in 0..<count {
        var members = UInt64(bitPattern: tables.value(object.field + offset, in: words))
        while members != 0 {
          add(64 * offset + members.trailingZeroBitCount, of: domain, in: object, tables)
          members &= members - 1
        }
      }
    case .bag(let domain, let capacity):
      for offset in 0..<capacity {
        let number = Int(tables.value(object.field + offset, in: words))
        if number > 0 { add(number - 1, of: domain, in: object, tables) }
      }
    }
  }

  /// One value of a collection.
  private mutating func add(
    _ number: Int, of domain: Int, in object: SymmetryTables.Object, _ tables: SymmetryTables
  ) {
    let inner = tables.domains[domain][number]
    var origin = number
    for index in inner {
      let coordinate = tables.coordinates[index]
      origin -=
        coordinate.stride * (coordinate.vertex - tables.firstVertex(with: coordinate.vertex))
    }
    let label = object.label &+ StateHash.fold(UInt64(origin + 1))
    add(label, object.coordinates, inner, tables)
  }

  /// Ends an edge whose vertices so far, if any, come first.
  private mutating func add(
    _ label: UInt64, _ outer: Range<Int>, _ inner: Range<Int>, _ tables: SymmetryTables
  ) {
    for index in outer { vertices.append(tables.coordinates[index].vertex) }
    for index in inner { vertices.append(tables.coordinates[index].vertex) }
    if vertices.count == starts[starts.count - 1] { return }
    labels.append(label)
    starts.append(vertices.count)
  }
}
