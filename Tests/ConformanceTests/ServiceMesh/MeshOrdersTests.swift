import Interleavings
import MeshComponents
import Testing

/// Services that join and leave by one name, in every order.
///
/// The control plane is an actor of its own, so whoever asks it gives way to others meanwhile.
@Suite("A mesh whose control plane takes its time")
struct MeshOrdersTests {
  /// What a mesh has to do in the scenario.
  protocol Joinable: Sendable {
    func joins(_ service: String) async -> Bool
    func leaves(_ service: String) async -> Bool
    var names: Set<String> { get async }
  }

  /// Remembers whom it was told of.
  ///
  /// Requests to take in and to forget come on connections of their own, so one may overtake the
  /// other.
  struct ControlPlane: MeshControlPlane {
    let ledger: Ledger
    let admissions: Wire
    let withdrawals: Wire

    init(in simulation: Simulation) {
      ledger = Ledger(on: simulation.host("control plane"))
      admissions = Wire(on: simulation.host("admissions"))
      withdrawals = Wire(on: simulation.host("withdrawals"))
    }

    func admit(_ service: String) async throws {
      await admissions.carry()
      await ledger.add(service)
    }

    func withdraw(_ service: String) async {
      await withdrawals.carry()
      await ledger.remove(service)
    }
  }

  actor Ledger {
    private nonisolated let host: any Actor
    nonisolated var unownedExecutor: UnownedSerialExecutor { unsafe host.unownedExecutor }
    private(set) var known: Set<String> = []

    init(on host: any Actor) { self.host = host }

    func add(_ service: String) { known.insert(service) }
    func remove(_ service: String) { known.remove(service) }
  }

  actor Wire {
    private nonisolated let host: any Actor
    nonisolated var unownedExecutor: UnownedSerialExecutor { unsafe host.unownedExecutor }
    private var carried = 0

    init(on host: any Actor) { self.host = host }

    func carry() { carried += 1 }
  }

  /// Two register by one name and one lets it go: in the end mesh and control plane agree, and
  /// there is a service if more have joined than left.
  static func scenario<Mesh: Joinable>(
    _ make: @escaping @Sendable (ControlPlane, any Actor) -> Mesh
  ) -> @Sendable (Simulation) async throws -> Int {
    { simulation in
      let controlPlane = ControlPlane(in: simulation)
      let mesh = make(controlPlane, simulation.host("mesh"))
      let balance = await withTaskGroup(of: Int.self) { group in
        for number in 1...2 {
          group.addTask(name: "joiner \(number)") { await mesh.joins("orders") ? 1 : 0 }
        }
        group.addTask(name: "leaver") { await mesh.leaves("orders") ? -1 : 0 }
        return await group.reduce(0, +)
      }
      let names = await mesh.names
      let known = await controlPlane.ledger.known
      try check(names.count == balance, "\(balance) joined for good, and there are \(names)")
      try check(known == names, "the control plane knows \(known), the mesh \(names)")
      return balance
    }
  }

  @Test("agrees with it in the end, whoever joins or leaves in whatever order")
  func agrees() async throws {
    let report = await explore(
      .exhaustive(schedulesMax: 200_000, reduction: .hosts),
      scenario: Self.scenario { ServiceMesh(controlPlane: $0, on: $1) })
    #expect(report.holds, "\(report)")
    // One of the joiners stays, or was let go, or joined after the other was let go.
    #expect(Set(report.outcomes.keys.map { "\($0)" }) == ["0", "1"], "\(report.outcomes)")
  }
}

extension ServiceMesh: MeshOrdersTests.Joinable {
  func joins(_ service: String) async -> Bool { (try? await register(service)) != nil }
  func leaves(_ service: String) async -> Bool { await deregister(service) }
  var names: Set<String> { get async { services } }
}

/// A mesh that asks the control plane without keeping others from the name meanwhile.
actor HastyMesh: MeshOrdersTests.Joinable {
  enum Fault: String, CaseIterable, Sendable {
    case looksBeforeAsking = "looks whether the name is free before it asks the control plane"
    case forgetsLate = "gives the name away before the control plane has forgotten it"

    var story: String {
      switch self {
      case .looksBeforeAsking:
        "Two who register by one name are both told that they have it: between the look and the "
          + "entry there is an await (SE-0306, on the reentrancy of actors)."
      case .forgetsLate:
        "Who joins by a name that is being withdrawn is withdrawn instead."
      }
    }
  }

  private nonisolated let host: any Actor
  nonisolated var unownedExecutor: UnownedSerialExecutor { unsafe host.unownedExecutor }
  private let fault: Fault
  private let controlPlane: any MeshControlPlane
  private(set) var names: Set<String> = []
  private var reserved: Set<String> = []

  init(fault: Fault, controlPlane: any MeshControlPlane, on host: any Actor) {
    self.fault = fault
    self.controlPlane = controlPlane
    self.host = host
  }

  func joins(_ service: String) async -> Bool {
    if names.contains(service) || reserved.contains(service) { return false }
    if fault != .looksBeforeAsking { reserved.insert(service) }
    let isAdmitted = (try? await controlPlane.admit(service)) != nil
    reserved.remove(service)
    if isAdmitted { names.insert(service) }
    return isAdmitted
  }

  func leaves(_ service: String) async -> Bool {
    guard names.remove(service) != nil else { return false }
    if fault != .forgetsLate { reserved.insert(service) }
    await controlPlane.withdraw(service)
    reserved.remove(service)
    return true
  }
}

extension SeededFault {
  static let meshOrders: [SeededFault] = HastyMesh.Fault.allCases.map { fault in
    orders(
      of: "ServiceMesh", fault.rawValue, fault.story,
      scenario: MeshOrdersTests.scenario {
        HastyMesh(fault: fault, controlPlane: $0, on: $1)
      })
  }
}
