/// A stretch of memory that is read and written by index, for tables and scratch space that hot
/// loops go through.
///
/// It does not own its memory: whoever made it with `allocate` gives it back with `deallocate`.
/// Indices are checked in debug builds only; they come from tables that were checked when they were
/// built.
@safe struct Table<Element: BitwiseCopyable> {
  let base: UnsafeMutablePointer<Element>
  let count: Int

  init(base: UnsafeMutablePointer<Element>, count: Int) {
    unsafe self.base = base
    self.count = count
  }

  static func allocate(_ elements: [Element]) -> Table {
    let base = UnsafeMutablePointer<Element>.allocate(capacity: max(elements.count, 1))
    for (index, element) in elements.enumerated() { unsafe base[index] = element }
    return unsafe Table(base: base, count: elements.count)
  }

  static func allocate(repeating element: Element, count: Int) -> Table {
    let base = UnsafeMutablePointer<Element>.allocate(capacity: max(count, 1))
    unsafe base.update(repeating: element, count: count)
    return unsafe Table(base: base, count: count)
  }

  func deallocate() { unsafe base.deallocate() }

  @inline(__always)
  subscript(index: Int) -> Element {
    get {
      assert(index >= 0 && index < count, "no element of that index")
      return unsafe base[index]
    }
    nonmutating set {
      assert(index >= 0 && index < count, "no element of that index")
      unsafe base[index] = newValue
    }
  }

  @inline(__always)
  subscript(index: Int32) -> Element {
    get { self[Int(index)] }
    nonmutating set { self[Int(index)] = newValue }
  }

  /// Takes over the elements of a table of the same size.
  @inline(__always)
  func copy(from other: Table) {
    assert(count == other.count, "tables of different sizes")
    unsafe base.update(from: other.base, count: count)
  }

  var array: [Element] { unsafe Array(UnsafeBufferPointer(start: base, count: count)) }
}

extension Table where Element == UInt64 {
  /// Negative, zero or positive, as the words from first to last are less, equal or greater.
  @inline(__always)
  func order(_ other: Table) -> Int {
    for index in 0..<count where self[index] != other[index] {
      return self[index] < other[index] ? -1 : 1
    }
    return 0
  }
}
