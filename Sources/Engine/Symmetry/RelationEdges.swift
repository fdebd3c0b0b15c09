/// What a state says of several elements together, or of one in a way that its key does not tell.
///
/// An edge joins elements in an order; its label says what it is, and is the same for edges that
/// differ in their elements only. The room for all edges that a state can have is there from the
/// beginning.
struct RelationEdges {
  private let tables: SymmetryTables
  let labels: Table<UInt64>
  /// Where each edge's vertices begin; one more than there are edges.
  let starts: Table<Int32>
  let vertices: Table<Int32>
  private(set) var count = 0
  private var vertexCount = 0

  init(_ tables: SymmetryTables) {
    self.tables = tables
    var edges = tables.cells.count + tables.carriedFields.count
    var ends = tables.carriedFields.reduce(0) { $0 + $1.coordinates.count }
    for index in 0..<tables.cells.count { ends += tables.cells[index].coordinates.count }
    for object in tables.objects where !object.isMark && !object.isTallied {
      let (most, inner) =
        switch object.content {
        case .element: (1, 1)
        case .set(let domain, _): (tables.domains[domain].count, tables.widths[domain])
        case .bag(let domain, let capacity): (capacity, tables.widths[domain])
        }
      edges += most
      ends += most * (object.coordinates.count + inner)
    }
    labels = .allocate(repeating: 0, count: edges)
    starts = .allocate(repeating: 0, count: edges + 1)
    vertices = .allocate(repeating: 0, count: ends)
  }

  func deallocate() {
    labels.deallocate()
    starts.deallocate()
    vertices.deallocate()
  }

  var byteCount: Int { labels.count * 12 + vertices.count * 4 }

  /// Lists the edges of a state in place of those of the last one.
  mutating func gather(from words: Table<UInt64>) {
    count = 0
    vertexCount = 0
    for index in 0..<tables.cells.count {
      let cell = tables.cells[index]
      let bits = tables.bits(of: cell, in: words)
      if bits == 0 || cell.isCarried { continue }
      add(cell.coordinates)
      end(cell.label &+ KeyShape.fold(bits))
    }
    for object in tables.objects where !object.isMark && !object.isTallied {
      if tables.isLive(object, in: words) { add(object, words) }
    }
    for field in tables.carriedFields {
      let bits = tables.raw(field.field, in: words)
      if bits == 0 { continue }
      let isRenamed = field.objects.contains { tables.isLive(tables.objects[$0], in: words) }
      if isRenamed { continue }
      add(field.coordinates)
      end(field.label &+ KeyShape.fold(bits))
    }
  }

  private mutating func add(_ object: SymmetryTables.Object, _ words: Table<UInt64>) {
    switch object.content {
    case .element(let sort):
      add(object.coordinates)
      let element = Int(tables.value(object.field, in: words))
      add(vertex: tables.sorts[sort].first + element)
      end(object.label)
    case .set(let domain, let fieldCount):
      for offset in 0..<fieldCount {
        var members = UInt64(bitPattern: tables.value(object.field + offset, in: words))
        while members != 0 {
          add(64 * offset + members.trailingZeroBitCount, of: domain, in: object)
          members &= members - 1
        }
      }
    case .bag(let domain, let capacity):
      for offset in 0..<capacity {
        let number = Int(tables.value(object.field + offset, in: words))
        if number == 0 { return }
        add(number - 1, of: domain, in: object)
      }
    }
  }

  /// One value of a collection; what it is but for its elements is part of the label.
  private mutating func add(
    _ number: Int, of domain: Int, in object: SymmetryTables.Object
  ) {
    let inner = tables.domains[domain][number]
    var origin = number
    for index in inner {
      let coordinate = tables.coordinates[index]
      origin -=
        coordinate.stride * (coordinate.vertex - tables.firstVertex(with: coordinate.vertex))
    }
    add(object.coordinates)
    add(inner)
    end(object.label &+ KeyShape.fold(UInt64(origin + 1)))
  }

  @inline(__always)
  private mutating func add(_ coordinates: Range<Int>) {
    var index = coordinates.lowerBound
    while index < coordinates.upperBound {
      add(vertex: tables.coordinates[index].vertex)
      index += 1
    }
  }

  @inline(__always)
  private mutating func add(vertex: Int) {
    vertices[vertexCount] = Int32(truncatingIfNeeded: vertex)
    vertexCount += 1
  }

  /// Makes an edge of the vertices since the last one; without any there is none.
  @inline(__always)
  private mutating func end(_ label: UInt64) {
    if vertexCount == Int(starts[count]) { return }
    labels[count] = label
    count += 1
    starts[count] = Int32(truncatingIfNeeded: vertexCount)
  }
}
