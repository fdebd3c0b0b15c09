/// Divides the fields of a state into pieces, marks, cells and objects.
struct SymmetryTablesBuilder {
  typealias Tables = SymmetryTables

  /// Bits of one element among the same bits of all elements of its sort.
  private struct Family: Hashable {
    var sort: Int
    /// The address for element 0, and the distance to the next.
    var origin: Int
    var stride: Int
    var isCarried: Bool
  }

  private struct Piece {
    var places: [Tables.Place]
    var width: Int
    var isCarried: Bool
  }

  let plan: SymmetryPlan
  private let layout: StateLayout
  private let firstVertices: [Int]
  /// By field: the objects of which it is part.
  private var objectsOfField: [[Int]]
  private var families: [Family: Int] = [:]
  private var familyOrder: [Family] = []

  var sorts: [Tables.Sort] = []
  var fields: [Tables.Field] = []
  var places: [Tables.Place] = []
  var pieces: [Tables.Piece] = []
  var keyBits: [Tables.KeyBits] = []
  var marks: [Tables.Mark] = []
  var tallies: [Tables.Tally] = []
  var tallyEntries: [Tables.TallyEntry] = []
  var masks: [UInt64] = []
  var cellMask: [UInt64]
  var cells: [Tables.Cell] = []
  var conditions: [Tables.Condition] = []
  var coordinates: [Tables.Coordinate] = []
  var objects: [Tables.Object] = []
  var carriedFields: [Tables.CarriedField] = []
  var domains: [[Range<Int>]] = []

  init(_ plan: SymmetryPlan, _ layout: StateLayout) {
    precondition(plan.coordinates.count == layout.fields.count, "a plan for other fields")
    self.plan = plan
    self.layout = layout
    var first = 0
    firstVertices = plan.sizes.map { size in
      defer { first += size }
      return first
    }
    objectsOfField = Array(repeating: [], count: layout.fields.count)
    cellMask = Array(repeating: 0, count: layout.wordCount)
    for (index, object) in plan.objects.enumerated() {
      for offset in 0..<object.content.fieldCount {
        objectsOfField[object.field + offset] += [index]
      }
    }
  }

  mutating func build() {
    fields = layout.fields.indices.map { index in
      Tables.Field(
        word: layout.places[index].word, shift: UInt64(layout.places[index].shift),
        mask: mask(width: layout.fields[index].width), minimum: layout.fields[index].minimum)
    }
    domains = plan.domains.map { domain in domain.map { add($0) } }
    var bitObjects: Set<Int> = []
    for (index, object) in plan.objects.enumerated() where isBits(object) {
      bitObjects.insert(index)
      addBits(of: object)
    }
    for field in layout.fields.indices
    where !objectsOfField[field].contains(where: bitObjects.contains) {
      addField(field)
    }
    let kept = plan.objects.indices.filter { !bitObjects.contains($0) }
    let numbers = Dictionary(uniqueKeysWithValues: kept.enumerated().map { ($1, $0) })
    for index in kept { addObject(plan.objects[index]) }
    for index in carriedFields.indices {
      carriedFields[index].objects = carriedFields[index].objects.compactMap { numbers[$0] }
    }
    addSorts()
  }

  private func mask(width: Int) -> UInt64 { width == 64 ? .max : 1 << UInt64(width) - 1 }

  // MARK: Bits and fields

  /// A set that stands there always can be moved bit by bit.
  private func isBits(_ object: SymmetryPlan.Object) -> Bool {
    guard case .set(_, let count) = object.content, object.conditions.isEmpty else { return false }
    return (object.field..<object.field + count).allSatisfy { field in
      objectsOfField[field].count == 1 && layout.fields[field].minimum == 0
    }
  }

  private mutating func addBits(of object: SymmetryPlan.Object) {
    guard case .set(let domain, _) = object.content else { return }
    for (number, inner) in plan.domains[domain].enumerated() {
      let address = 64 * object.field + number
      // Strides of numbers are bits; those of fields are 64 times as many.
      let all = scaled(plan.coordinates[object.field]) + inner
      add(address, width: 1, all, isCarried: false)
    }
  }

  private mutating func addField(_ field: Int) {
    let own = plan.coordinates[field]
    let isCarried = !objectsOfField[field].isEmpty
    let width = layout.fields[field].width
    if own.isEmpty || width == 0 { return }
    add(64 * field, width: width, scaled(own), isCarried: isCarried)
    if isCarried {
      carriedFields.append(
        Tables.CarriedField(
          field: field, coordinates: add(own), label: label(2, field, own),
          objects: objectsOfField[field]))
    }
  }

  private func scaled(_ coordinates: [SymmetryPlan.Coordinate]) -> [SymmetryPlan.Coordinate] {
    coordinates.map { .init(sort: $0.sort, element: $0.element, stride: 64 * $0.stride) }
  }

  private mutating func add(
    _ address: Int, width: Int, _ coordinates: [SymmetryPlan.Coordinate], isCarried: Bool
  ) {
    if coordinates.isEmpty { return }
    if coordinates.count == 1 {
      let coordinate = coordinates[0]
      let family = Family(
        sort: coordinate.sort, origin: address - coordinate.stride * coordinate.element,
        stride: coordinate.stride, isCarried: isCarried)
      if families.updateValue(width, forKey: family) == nil { familyOrder.append(family) }
      return
    }
    let place = place(of: address)
    cellMask[Int(place.word)] |= mask(width: width) << UInt64(place.shift)
    let stretch = add(coordinates)
    cells.append(
      Tables.Cell(
        address: address, mask: mask(width: width), firstCoordinate: stretch.lowerBound,
        coordinateCount: stretch.count, label: label(1, address, coordinates),
        isCarried: isCarried))
  }

  private func place(of address: Int) -> Tables.Place {
    let field = layout.places[address >> 6]
    return Tables.Place(word: Int32(field.word), shift: Int32(field.shift + address & 63))
  }

  /// The same for all places that differ in their elements only.
  private func label(
    _ kind: UInt64, _ place: Int, _ coordinates: [SymmetryPlan.Coordinate]
  ) -> UInt64 {
    let origin = coordinates.reduce(place) { $0 - $1.stride * $1.element }
    return coordinates.reduce(KeyShape.fold(kind &+ UInt64(bitPattern: Int64(origin)) &* 8)) {
      KeyShape.fold($0 ^ UInt64($1.sort + 1))
    }
  }

  private mutating func add(_ list: [SymmetryPlan.Coordinate]) -> Range<Int> {
    let start = coordinates.count
    coordinates += list.map {
      Tables.Coordinate(vertex: firstVertices[$0.sort] + $0.element, stride: $0.stride)
    }
    return start..<coordinates.count
  }

  private mutating func addObject(_ object: SymmetryPlan.Object) {
    let start = conditions.count
    conditions += object.conditions.map { condition in
      let field = fields[condition.field]
      return switch condition.test {
      case .equals(let value): .init(field: field, isEquality: true, operand: value)
      case .exceeds(let value): .init(field: field, isEquality: false, operand: value)
      }
    }
    let own = plan.coordinates[object.field]
    var markedSort: Int?
    if case .element(let sort) = object.content, own.isEmpty { markedSort = sort }
    objects.append(
      Tables.Object(
        field: object.field, content: object.content, conditions: start..<conditions.count,
        coordinates: add(own), label: label(3, object.field, own),
        isMark: markedSort != nil,
        isTallied: isTallied(object), sortBits: markedSort.map { 1 << UInt64($0) } ?? .max))
  }

  // MARK: Sorts

  private mutating func addSorts() {
    for sort in plan.sizes.indices {
      let firstPiece = pieces.count
      let firstMark = marks.count
      let firstMask = masks.count
      masks += Array(repeating: 0, count: layout.wordCount)
      var used: [Int] = [0]
      for piece in mergedPieces(of: sort) { add(piece, firstMask: firstMask, &used) }
      for object in objects where object.isMark {
        guard object.content == .element(sort: sort) else { continue }
        let (word, shift) = keyPlace(width: 1, &used)
        marks.append(
          Tables.Mark(
            field: fields[object.field], firstCondition: object.conditions.lowerBound,
            conditionCount: object.conditions.count, keyWord: word, bit: 1 << shift))
      }
      let firstTally = tallies.count
      for object in objects where object.isTallied { addTally(of: object, for: sort, &used) }
      let firstKeyBits = keyBits.count
      addKeyBits(of: sort, pieces[firstPiece...])
      sorts.append(
        Tables.Sort(
          first: firstVertices[sort], count: plan.sizes[sort], firstPiece: firstPiece,
          pieceCount: pieces.count - firstPiece, firstMark: firstMark,
          markCount: marks.count - firstMark, keyWords: used.count,
          markBits: marks[firstMark...].reduce(0) { $0 | $1.bit },
          firstMarkBit: marks.count > firstMark ? marks[firstMark].bit.trailingZeroBitCount : 0,
          firstKeyBits: firstKeyBits,
          keyBitsCount: (keyBits.count - firstKeyBits) / plan.sizes[sort],
          firstTally: firstTally, tallyCount: tallies.count - firstTally,
          isRelated: isRelated(sort), needsTieBreak: isRelated(sort, besidesTallies: true),
          firstMask: firstMask, bit: 1 << UInt64(sort)))
    }
  }

  private mutating func addKeyBits(of sort: Int, _ pieces: ArraySlice<Tables.Piece>) {
    for element in 0..<plan.sizes[sort] {
      for piece in pieces where piece.keyWord >= 0 {
        let place = places[piece.firstPlace + element]
        keyBits.append(
          Tables.KeyBits(
            mask: piece.mask, word: place.word, shift: UInt8(place.shift),
            keyShift: UInt8(piece.keyShift), keyWord: UInt16(piece.keyWord)))
      }
    }
  }

  private mutating func add(_ piece: Piece, firstMask: Int, _ used: inout [Int]) {
    let (word, shift) = piece.isCarried ? (-1, 0) : keyPlace(width: piece.width, &used)
    pieces.append(
      Tables.Piece(
        firstPlace: places.count, mask: mask(width: piece.width), keyWord: word, keyShift: shift))
    places += piece.places
    for place in piece.places {
      masks[firstMask + Int(place.word)] |= mask(width: piece.width) << UInt64(place.shift)
    }
  }

  func keyPlace(width: Int, _ used: inout [Int]) -> (word: Int, shift: UInt64) {
    var word = 0
    while word < used.count && used[word] + width > 64 { word += 1 }
    if word == used.count { used.append(0) }
    defer { used[word] += width }
    return (word, UInt64(used[word]))
  }

  /// Bits that lie side by side for every element are one piece.
  private func mergedPieces(of sort: Int) -> [Piece] {
    let own = familyOrder.filter { $0.sort == sort }.map { family in
      Piece(
        places: (0..<plan.sizes[sort]).map { place(of: family.origin + family.stride * $0) },
        width: families[family] ?? 0, isCarried: family.isCarried)
    }
    let sorted = own.sorted {
      ($0.places[0].word, $0.places[0].shift) < ($1.places[0].word, $1.places[0].shift)
    }
    var merged: [Piece] = []
    for piece in sorted {
      if let last = merged.last, continues(last, piece) {
        merged[merged.count - 1].width += piece.width
      } else {
        merged.append(piece)
      }
    }
    return merged
  }

  private func continues(_ first: Piece, _ second: Piece) -> Bool {
    first.isCarried == second.isCarried
      && zip(first.places, second.places).allSatisfy { a, b in
        a.word == b.word && a.shift + Int32(first.width) == b.shift
      }
  }

  private func isRelated(_ sort: Int, besidesTallies: Bool = false) -> Bool {
    let own = firstVertices[sort]..<firstVertices[sort] + plan.sizes[sort]
    func touches(_ range: Range<Int>) -> Bool {
      coordinates[range].contains { own.contains($0.vertex) }
    }
    if cells.contains(where: { touches($0.coordinates) }) { return true }
    if carriedFields.contains(where: { touches($0.coordinates) }) { return true }
    return objects.contains { object in
      if object.isMark || besidesTallies && object.isTallied { return false }
      switch object.content {
      case .element(let held): return held == sort || touches(object.coordinates)
      case .set(let domain, _), .bag(let domain, _):
        return touches(object.coordinates) || domains[domain].contains(where: touches)
      }
    }
  }
}
