/// A symmetry plan worked out for packed states: immutable, shared by all canonicalisers.
///
/// The elements of all sorts are numbered through, as *vertices*. What a state says of elements is
/// divided into
/// - *pieces*: bits that are kept once for each element of one sort; what they hold tells elements
///   apart unless it is renamed itself (then the piece is only carried along),
/// - *marks*: fields outside any element's part that hold an element,
/// - *cells*: bits that are kept for several elements together, such as one of a relation,
/// - *objects*: everything that is renamed, marks included.
///
/// Pieces and marks suffice to tell the elements of many models apart: sorting them is all the
/// work. Cells and objects are looked at only where that leaves elements tied.
final class SymmetryTables {
  /// Bits of a packed state.
  struct Place {
    var word: Int32
    var shift: Int32
  }

  struct Piece {
    /// The places of the elements, one after the other.
    var firstPlace: Int
    var mask: UInt64
    /// Where its bits go in the element's key; -1 when it is carried only.
    var keyWord: Int
    var keyShift: UInt64
  }

  struct Field {
    var word: Int
    var shift: UInt64
    var mask: UInt64
    var minimum: Int64
  }

  struct Condition {
    var field: Int
    var isEquality: Bool
    var operand: Int64
  }

  struct Mark {
    var object: Int
    var keyWord: Int
    var bit: UInt64
  }

  struct Cell {
    /// 64 times the field plus the bit in it.
    var address: Int
    var mask: UInt64
    /// Into `SymmetryTables.coordinates`; strides are distances of addresses.
    var firstCoordinate: Int
    var coordinateCount: Int
    var label: UInt64
    /// It is renamed, so it says nothing where it lies.
    var isCarried: Bool

    var coordinates: Range<Int> { firstCoordinate..<firstCoordinate + coordinateCount }
  }

  struct Coordinate {
    var vertex: Int
    var stride: Int
  }

  struct Object {
    var field: Int
    var content: SymmetryPlan.Content
    var conditions: Range<Int>
    /// Of its place, in fields.
    var coordinates: Range<Int>
    var label: UInt64
    /// Keys tell what it says, so that it relates nothing.
    var isMark: Bool
  }

  /// A field that belongs to elements and may or may not be renamed.
  struct CarriedField {
    var field: Int
    var coordinates: Range<Int>
    var label: UInt64
    var objects: [Int]
  }

  struct Sort {
    var first: Int
    var count: Int
    /// Into `pieces` and `marks`.
    var pieces: Range<Int>
    var marks: Range<Int>
    var keyWords: Int
    /// Whether anything but pieces and marks speaks of its elements.
    var isRelated: Bool
    /// Words of the bits of all its pieces: index into `masks`.
    var firstMask: Int
  }

  let plan: SymmetryPlan
  let wordCount: Int
  let vertexCount: Int
  let sorts: [Sort]
  let fields: Table<Field>
  let places: Table<Place>
  let pieces: Table<Piece>
  let marks: Table<Mark>
  /// By sort and word: the bits of its pieces.
  let masks: Table<UInt64>
  let cellMask: Table<UInt64>
  let cells: Table<Cell>
  let conditions: Table<Condition>
  let coordinates: Table<Coordinate>
  let objects: [Object]
  let carriedFields: [CarriedField]
  /// By domain and number: into `coordinates`.
  let domains: [[Range<Int>]]
  /// The permutations of all sorts; nil when that is beyond `Int.max`.
  let groupOrder: Int?
  let orbits: SymmetryOrbits

  init(_ plan: SymmetryPlan, _ layout: StateLayout) {
    var builder = SymmetryTablesBuilder(plan, layout)
    builder.build()
    self.plan = plan
    wordCount = layout.wordCount
    vertexCount = plan.sizes.reduce(0, +)
    sorts = builder.sorts
    fields = .allocate(builder.fields)
    places = .allocate(builder.places)
    pieces = .allocate(builder.pieces)
    marks = .allocate(builder.marks)
    masks = .allocate(builder.masks)
    cellMask = .allocate(builder.cellMask)
    cells = .allocate(builder.cells)
    conditions = .allocate(builder.conditions)
    coordinates = .allocate(builder.coordinates)
    objects = builder.objects
    carriedFields = builder.carriedFields
    domains = builder.domains
    orbits = SymmetryOrbits(plan)
    groupOrder = plan.sizes.reduce(1) { product, size in
      guard let product, let order = factorial(size) else { return nil }
      let (next, overflow) = product.multipliedReportingOverflow(by: order)
      return overflow ? nil : next
    }
  }

  deinit {
    fields.deallocate()
    places.deallocate()
    pieces.deallocate()
    marks.deallocate()
    masks.deallocate()
    cellMask.deallocate()
    cells.deallocate()
    conditions.deallocate()
    coordinates.deallocate()
  }

  /// The bits of a field.
  @inline(__always)
  func raw(_ field: Int, in words: Table<UInt64>) -> UInt64 {
    let field = fields[field]
    return words[field.word] &>> field.shift & field.mask
  }

  @inline(__always)
  func value(_ field: Int, in words: Table<UInt64>) -> Int64 {
    Int64(bitPattern: raw(field, in: words)) &+ fields[field].minimum
  }

  /// Changes a field.
  @inline(__always)
  func set(_ field: Int, to value: Int64, in words: Table<UInt64>) {
    let field = fields[field]
    let bits = UInt64(bitPattern: value &- field.minimum) & field.mask
    words[field.word] = words[field.word] & ~(field.mask &<< field.shift) | bits &<< field.shift
  }

  /// The first element of the sort that a vertex belongs to.
  func firstVertex(with vertex: Int) -> Int {
    sorts.last { $0.first <= vertex }?.first ?? 0
  }

  @inline(__always)
  func isLive(_ object: Object, in words: Table<UInt64>) -> Bool {
    for index in object.conditions {
      let condition = conditions[index]
      let value = value(condition.field, in: words)
      if condition.isEquality ? value != condition.operand : value <= condition.operand {
        return false
      }
    }
    return true
  }
}

/// Nil when it is beyond `Int.max`.
func factorial(_ number: Int) -> Int? {
  if number > 20 { return nil }
  return (1...max(number, 1)).reduce(1, *)
}
