/// Which checks and which sites differ in names only: what is found about one of them is true of
/// all.
struct SymmetryOrbits: Sendable {
  private struct Key: Hashable {
    var family: Int
    /// Which of its elements are the same: by element, the first that equals it.
    var pattern: [Int]

    init(_ instance: SymmetryPlan.Instance) {
      family = instance.family
      pattern = instance.elements.map { element in
        instance.elements.firstIndex { $0.sort == element.sort && $0.element == element.element }
          ?? 0
      }
    }
  }

  private let plan: SymmetryPlan
  private var checksOfKey: [Key: [Int]] = [:]
  private var sitesOfKey: [Key: [Int]] = [:]

  init(_ plan: SymmetryPlan) {
    self.plan = plan
    for (index, instance) in plan.checks.enumerated() {
      if let instance { checksOfKey[Key(instance), default: []].append(index) }
    }
    for (index, instance) in plan.sites.enumerated() {
      if let instance { sitesOfKey[Key(instance), default: []].append(index) }
    }
  }

  /// The checks of the same orbit, ascending.
  func checks(like check: Int) -> [Int] {
    guard let instance = plan.checks[check] else { return [check] }
    return checksOfKey[Key(instance)] ?? [check]
  }

  func sites(like site: Int) -> [Int] {
    guard let instance = plan.sites[site] else { return [site] }
    return sitesOfKey[Key(instance)] ?? [site]
  }

  /// What is found along with a finding.
  func kinds(like kind: Finding.Kind) -> [Finding.Kind] {
    switch kind {
    case .check(let check): checks(like: check).map { .check($0) }
    case .checkFailed(let check, let site):
      checks(like: check).map { .checkFailed($0, site: site) }
    case .step(let site): sites(like: site).map { .step(site: $0) }
    case .actionFailed, .deadlock: [kind]
    }
  }

  /// All that is found, each once.
  func closure(of kinds: [Finding.Kind]) -> [Finding.Kind] {
    var seen: Set<Finding.Kind> = []
    return kinds.flatMap { self.kinds(like: $0) }.filter { seen.insert($0).inserted }
  }

  /// A renaming after which what was found about one, where its elements are renamed first, is
  /// found about the other of the same orbit.
  func renaming(
    from found: SymmetryPlan.Instance?, _ names: ElementPermutation,
    to wanted: SymmetryPlan.Instance?
  ) -> ElementPermutation {
    var renaming: [[Int?]] = plan.sizes.map { Array(repeating: nil, count: $0) }
    for (element, image) in zip(found?.elements ?? [], wanted?.elements ?? []) {
      renaming[element.sort][names.images[element.sort][element.element]] = image.element
    }
    return ElementPermutation(images: renaming.map(Self.completed))
  }

  /// Elements without an image stay where they are, when they can.
  private static func completed(_ images: [Int?]) -> [Int] {
    var images = images
    var free = Set(images.indices).subtracting(images.compactMap(\.self))
    for element in images.indices where images[element] == nil && free.contains(element) {
      images[element] = element
      free.remove(element)
    }
    var rest = free.sorted()[...]
    return images.map { $0 ?? rest.removeFirst() }
  }
}
