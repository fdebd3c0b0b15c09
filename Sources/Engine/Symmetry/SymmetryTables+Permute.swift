extension SymmetryTables {
  /// Writes the state with its elements exchanged.
  ///
  /// - Parameters:
  ///   - images: by vertex, where it goes.
  ///   - moving: a bit for each sort; what belongs to the others stays where it is.
  func permute(
    _ words: Table<UInt64>, by images: Table<Int32>, moving: UInt64, into target: Table<UInt64>
  ) {
    for word in 0..<wordCount {
      var mask = cellMask[word]
      for index in 0..<sorts.count where moving & sorts[index].bit != 0 {
        mask |= masks[sorts[index].firstMask + word]
      }
      target[word] = words[word] & ~mask
    }
    for index in 0..<sorts.count where moving & sorts[index].bit != 0 {
      movePieces(of: sorts[index], words, images, target)
    }
    moveCells(words, images, target)
    for object in objects where object.sortBits & moving != 0 {
      if isLive(object, in: words) { rename(object, words, images, target) }
    }
  }

  /// The same for one sort of which pieces and marks say all.
  func permuteLoose(
    _ sort: Sort, _ words: Table<UInt64>, by images: Table<Int32>, into target: Table<UInt64>
  ) {
    for word in 0..<wordCount { target[word] = words[word] & ~masks[sort.firstMask + word] }
    movePieces(of: sort, words, images, target)
    moveMarks(of: sort, words, images, target)
  }

  private func moveMarks(
    of sort: Sort, _ words: Table<UInt64>, _ images: Table<Int32>, _ target: Table<UInt64>
  ) {
    for index in sort.marks {
      let mark = marks[index]
      guard hold(mark.firstCondition, mark.conditionCount, in: words) else { continue }
      let element = Int(mark.field.value(in: words))
      mark.field.set(Int64(Int(images[sort.first + element]) - sort.first), in: target)
    }
  }

  private func moveCells(
    _ words: Table<UInt64>, _ images: Table<Int32>, _ target: Table<UInt64>
  ) {
    for index in 0..<cells.count {
      let cell = cells[index]
      let bits = self.bits(of: cell, in: words)
      if bits == 0 { continue }
      let address = moved(cell.address, cell.coordinates, images)
      let field = fields[address >> 6]
      target[field.word] |= bits &<< (field.shift &+ UInt64(address & 63))
    }
  }

  @inline(__always)
  func bits(of cell: Cell, in words: Table<UInt64>) -> UInt64 {
    let field = fields[cell.address >> 6]
    return words[field.word] &>> (field.shift &+ UInt64(cell.address & 63)) & cell.mask
  }

  private func movePieces(
    of sort: Sort, _ words: Table<UInt64>, _ images: Table<Int32>, _ target: Table<UInt64>
  ) {
    for index in sort.pieces {
      let piece = pieces[index]
      for element in 0..<sort.count {
        let source = places[piece.firstPlace + element]
        let image = Int(images[sort.first + element]) - sort.first
        let place = places[piece.firstPlace + image]
        let bits = words[source.word] &>> UInt64(source.shift) & piece.mask
        target[place.word] |= bits &<< UInt64(place.shift)
      }
    }
  }

  /// Where something goes whose place depends on elements.
  @inline(__always)
  func moved(_ origin: Int, _ coordinates: Range<Int>, _ images: Table<Int32>) -> Int {
    var place = origin
    for index in coordinates {
      let coordinate = self.coordinates[index]
      place += coordinate.stride * (Int(images[coordinate.vertex]) - coordinate.vertex)
    }
    return place
  }

  private func rename(
    _ object: Object, _ words: Table<UInt64>, _ images: Table<Int32>, _ target: Table<UInt64>
  ) {
    let field = moved(object.field, object.coordinates, images)
    switch object.content {
    case .element(let sort):
      let first = sorts[sort].first
      let element = Int(value(object.field, in: words))
      set(field, to: Int64(Int(images[first + element]) - first), in: target)
    case .set(let domain, let count):
      for offset in 0..<count { set(field + offset, to: 0, in: target) }
      forEachMember(of: object.field, count, in: words) { number in
        let image = moved(number, domains[domain][number], images)
        let bits = value(field + image >> 6, in: target) | 1 << Int64(image & 63)
        set(field + image >> 6, to: bits, in: target)
      }
    case .bag(let domain, let capacity):
      for offset in 0..<capacity {
        let number = value(object.field + offset, in: words)
        let image =
          number == 0
          ? 0 : Int64(moved(Int(number) - 1, domains[domain][Int(number) - 1], images) + 1)
        // Descending: each goes before those that are smaller.
        var place = offset
        while place > 0, value(field + place - 1, in: target) < image {
          set(field + place, to: value(field + place - 1, in: target), in: target)
          place -= 1
        }
        set(field + place, to: image, in: target)
      }
    }
  }

  /// The numbers in a set that begins at a field.
  @inline(__always)
  func forEachMember(
    of field: Int, _ count: Int, in words: Table<UInt64>, _ body: (Int) -> Void
  ) {
    for offset in 0..<count {
      var members = UInt64(bitPattern: value(field + offset, in: words))
      while members != 0 {
        body(64 * offset + members.trailingZeroBitCount)
        members &= members - 1
      }
    }
  }
}
