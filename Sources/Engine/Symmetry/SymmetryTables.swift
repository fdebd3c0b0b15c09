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

    @inline(__always)
    func value(in words: Table<UInt64>) -> Int64 {
      Int64(bitPattern: words[word] &>> shift & mask) &+ minimum
    }

    @inline(__always)
    func set(_ value: Int64, in words: Table<UInt64>) {
      let bits = UInt64(bitPattern: value &- minimum) & mask
      words[word] = words[word] & ~(mask &<< shift) | bits &<< shift
    }
  }

  struct Condition {
    var field: Field
    var isEquality: Bool
    var operand: Int64
  }

  /// The bits of one piece for one element, as its key takes them.
  struct KeyBits {
    var mask: UInt64
    var word: Int32
    var shift: UInt8
    var keyShift: UInt8
    var keyWord: UInt16
  }

  /// An object of one field that belongs to no element.
  struct Mark {
    var field: Field
    var firstCondition: Int
    var conditionCount: Int
    var keyWord: Int
    var bit: UInt64
  }

  /// A bag whose values each speak of one element at most: how many of each kind it holds of an
  /// element is part of the element's key.
  struct Tally {
    var field: Int
    var capacity: Int
    /// Into `tallyEntries`, by number.
    var firstEntry: Int
  }

  struct TallyEntry {
    /// -1 where the value speaks of no element of the sort.
    var element: Int32
    var keyWord: Int32
    var increment: UInt64
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
    /// Keys count it, so that it relates nothing either.
    var isTallied: Bool
    /// Of a mark, the bit of its sort; of others, all bits.
    var sortBits: UInt64
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
    var firstPiece: Int
    var pieceCount: Int
    var firstMark: Int
    var markCount: Int
    var keyWords: Int
    /// The bits of all marks in a key of one word, and the first of them.
    var markBits: UInt64
    var firstMarkBit: Int
    /// Into `keyBits`: so many for each element, one after the other.
    var firstKeyBits: Int
    var keyBitsCount: Int
    var firstTally: Int
    var tallyCount: Int
    /// Whether anything but pieces and marks speaks of its elements.
    var isRelated: Bool
    /// Whether elements whose keys are equal may differ all the same.
    var needsTieBreak: Bool
    /// The bits of all its pieces: index into `masks`.
    var firstMask: Int
    /// Which bit stands for the sort among all.
    var bit: UInt64

    var pieces: Range<Int> { firstPiece..<firstPiece + pieceCount }
    var tallies: Range<Int> { firstTally..<firstTally + tallyCount }
    var marks: Range<Int> { firstMark..<firstMark + markCount }
  }

  let plan: SymmetryPlan
  let wordCount: Int
  let vertexCount: Int
  let sorts: Table<Sort>
  /// Sorts of which pieces and marks say all, and the others.
  let looseSorts: Table<Sort>
  let relatedSorts: Table<Sort>
  let fields: Table<Field>
  let places: Table<Place>
  let pieces: Table<Piece>
  let keyBits: Table<KeyBits>
  let marks: Table<Mark>
  let tallies: Table<Tally>
  let tallyEntries: Table<TallyEntry>
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
  /// By domain: most elements in one of its values.
  let widths: [Int]
  /// The permutations of all sorts; nil when that is beyond `Int.max`.
  let groupOrder: Int?
  let orbits: SymmetryOrbits

  init(_ plan: SymmetryPlan, _ layout: StateLayout) {
    var builder = SymmetryTablesBuilder(plan, layout)
    builder.build()
    self.plan = plan
    wordCount = layout.wordCount
    vertexCount = plan.sizes.reduce(0, +)
    sorts = .allocate(builder.sorts)
    looseSorts = .allocate(builder.sorts.filter { !$0.isRelated })
    relatedSorts = .allocate(builder.sorts.filter(\.isRelated))
    fields = .allocate(builder.fields)
    places = .allocate(builder.places)
    pieces = .allocate(builder.pieces)
    keyBits = .allocate(builder.keyBits)
    marks = .allocate(builder.marks)
    tallies = .allocate(builder.tallies)
    tallyEntries = .allocate(builder.tallyEntries)
    masks = .allocate(builder.masks)
    cellMask = .allocate(builder.cellMask)
    cells = .allocate(builder.cells)
    conditions = .allocate(builder.conditions)
    coordinates = .allocate(builder.coordinates)
    objects = builder.objects
    carriedFields = builder.carriedFields
    domains = builder.domains
    widths = domains.map { domain in domain.map(\.count).max() ?? 0 }
    orbits = SymmetryOrbits(plan)
    groupOrder = plan.sizes.reduce(1) { product, size in
      guard let product, let order = factorial(size) else { return nil }
      let (next, overflow) = product.multipliedReportingOverflow(by: order)
      return overflow ? nil : next
    }
  }

  deinit {
    sorts.deallocate()
    looseSorts.deallocate()
    relatedSorts.deallocate()
    keyBits.deallocate()
    fields.deallocate()
    places.deallocate()
    pieces.deallocate()
    marks.deallocate()
    tallies.deallocate()
    tallyEntries.deallocate()
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
  func value(_ field: Int, in words: Table<UInt64>) -> Int64 { fields[field].value(in: words) }

  @inline(__always)
  func set(_ field: Int, to value: Int64, in words: Table<UInt64>) {
    fields[field].set(value, in: words)
  }

  /// The first element of the sort that a vertex belongs to.
  func firstVertex(with vertex: Int) -> Int {
    var first = 0
    for index in 0..<sorts.count where sorts[index].first <= vertex { first = sorts[index].first }
    return first
  }

  @inline(__always)
  func isLive(_ object: Object, in words: Table<UInt64>) -> Bool {
    hold(object.conditions.lowerBound, object.conditions.count, in: words)
  }

  /// Whether all conditions of a stretch hold.
  @inline(__always)
  func hold(_ first: Int, _ count: Int, in words: Table<UInt64>) -> Bool {
    var index = first
    while index < first + count {
      let condition = conditions[index]
      index += 1
      let value = condition.field.value(in: words)
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
