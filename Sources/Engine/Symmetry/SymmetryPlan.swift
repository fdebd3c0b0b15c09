/// How exchanging interchangeable elements acts on the fields of a state: what the engine has to
/// know to look at one state for all that differ in names only.
///
/// A *sort* is a set of elements that may be exchanged with one another. A permutation of each
/// sort moves whatever is kept for an element to the place of its image (`coordinates`), and
/// renames the elements that values speak of (`objects`). Both are linear: the index of what
/// belongs to elements `e1, e2 …` is a constant plus the sum of each element times a stride.
package struct SymmetryPlan: Sendable {
  /// One element among those that a place or a number depends on.
  package struct Coordinate: Hashable, Sendable {
    package var sort: Int
    package var element: Int
    /// How far apart the places of two successive elements are.
    package var stride: Int

    package init(sort: Int, element: Int, stride: Int) {
      self.sort = sort
      self.element = element
      self.stride = stride
    }
  }

  /// What the value of a field has to be for an object to be there.
  package struct Condition: Hashable, Sendable {
    package enum Test: Hashable, Sendable {
      case equals(Int64)
      case exceeds(Int64)
    }

    package var field: Int
    package var test: Test

    package init(field: Int, test: Test) {
      self.field = field
      self.test = test
    }
  }

  /// The numbers of the values of a type, each with the elements in it; strides count numbers.
  package typealias Domain = [[Coordinate]]

  package enum Content: Hashable, Sendable {
    /// One field that holds an element.
    case element(sort: Int)
    /// Fields of 64 bits, one for each number of the domain.
    case set(domain: Int, fieldCount: Int)
    /// Fields that hold numbers of the domain plus one, in descending order, and then zeros.
    case bag(domain: Int, capacity: Int)

    var fieldCount: Int {
      switch self {
      case .element: 1
      case .set(_, let count), .bag(_, let count): count
      }
    }
  }

  /// A value that speaks of elements.
  package struct Object: Hashable, Sendable {
    /// The first of its fields.
    package var field: Int
    package var content: Content
    /// All must hold; otherwise what the fields hold is moved, but not renamed.
    package var conditions: [Condition]

    package init(field: Int, content: Content, conditions: [Condition]) {
      self.field = field
      self.content = content
      self.conditions = conditions
    }
  }

  /// One of several checks or sites that differ in names only, such as an invariant for each key.
  package struct Instance: Hashable, Sendable {
    /// The same for all of them.
    package var family: Int
    /// The elements in its keys, by sort, in a fixed order.
    package var elements: [Coordinate]

    package init(family: Int, elements: [Coordinate]) {
      self.family = family
      self.elements = elements
    }
  }

  /// By sort: how many elements it has, at least two.
  package var sizes: [Int]
  package var domains: [Domain]
  /// By field: the elements whose part it is; strides count fields. Empty for most.
  package var coordinates: [[Coordinate]]
  package var objects: [Object]
  /// By check and by site; nil for what has no names in it.
  package var checks: [Instance?]
  package var sites: [Instance?]

  package init(
    sizes: [Int], domains: [Domain], coordinates: [[Coordinate]], objects: [Object],
    checks: [Instance?], sites: [Instance?]
  ) {
    self.sizes = sizes
    self.domains = domains
    self.coordinates = coordinates
    self.objects = objects
    self.checks = checks
    self.sites = sites
  }
}

/// A permutation of the elements of each sort.
package struct ElementPermutation: Hashable, Sendable {
  /// By sort and element: its image.
  package var images: [[Int]]

  package init(images: [[Int]]) { self.images = images }

  package static func identity(_ sizes: [Int]) -> ElementPermutation {
    ElementPermutation(images: sizes.map { Array(0..<$0) })
  }

  package var inverse: ElementPermutation {
    ElementPermutation(
      images: images.map { images in
        var inverse = images
        for (element, image) in images.enumerated() { inverse[image] = element }
        return inverse
      })
  }

  /// What first the other does, and then this one.
  package func after(_ other: ElementPermutation) -> ElementPermutation {
    ElementPermutation(
      images: zip(images, other.images).map { outer, inner in inner.map { outer[$0] } })
  }
}
