/// A list that grows in reserved address space: nothing is ever moved, and memory comes page by
/// page.
@safe struct PagedStack<Element: BitwiseCopyable>: ~Copyable {
  private let memory: Reservation
  let capacity: Int
  private(set) var count = 0
  /// The most that there have been.
  private var countMax = 0

  /// Nil when there is no address space for so many elements.
  init?(capacity: Int) {
    let size = max(capacity, 1).multipliedReportingOverflow(by: MemoryLayout<Element>.stride)
    guard !size.overflow, let memory = Reservation(byteCount: size.partialValue) else { return nil }
    self.memory = memory
    self.capacity = capacity
  }

  @inline(__always)
  private var base: UnsafeMutablePointer<Element> {
    unsafe memory.base.assumingMemoryBound(to: Element.self)
  }

  @inline(__always)
  subscript(index: Int) -> Element {
    get {
      precondition(index >= 0 && index < count, "no element of that index")
      return unsafe base[index]
    }
    nonmutating set {
      precondition(index >= 0 && index < count, "no element of that index")
      unsafe base[index] = newValue
    }
  }

  @inline(__always)
  mutating func append(_ element: Element) {
    precondition(count < capacity, "a full list was added to")
    unsafe base[count] = element
    count += 1
  }

  @inline(__always)
  mutating func removeLast() -> Element {
    precondition(count > 0, "nothing to remove")
    noteMost()
    count -= 1
    return unsafe base[count]
  }

  mutating func shorten(to count: Int) {
    precondition(count >= 0 && count <= self.count, "a list cannot be shortened to \(count)")
    noteMost()
    self.count = count
  }

  @inline(__always)
  private mutating func noteMost() { if count > countMax { countMax = count } }

  /// Memory that the list has touched.
  var byteCount: Int {
    let bytes = max(count, countMax) * MemoryLayout<Element>.stride
    return (bytes + Reservation.pageBytes - 1) / Reservation.pageBytes * Reservation.pageBytes
  }
}
