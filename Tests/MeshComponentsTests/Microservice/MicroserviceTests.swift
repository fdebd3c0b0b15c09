import MeshComponents
import Testing

@Suite("A microservice")
struct MicroserviceTests {
  @Test("serves old and new callers while one instance after the other is replaced")
  func rolling() throws {
    let service = Microservice(instances: 3)
    for instance in 0..<service.instances {
      #expect(service.stop(instance) && service.isServed(1...1))
      try service.upgrade(instance, to: 2, offeringSince: 1)
      #expect(service.start(instance) && !service.canHandle(instance, 1...2))
      try service.check(instance, passed: true)
      #expect(service.canHandle(instance, 1...1) && service.canHandle(instance, 2...2))
      #expect(service.isServed(1...1))
    }
    #expect((0..<3).allSatisfy { service.version(of: $0) == 2 } && !service.isServed(3...4))
  }

  @Test("turns old callers away where an instance offers the new version only")
  func breaking() throws {
    let service = Microservice(instances: 2)
    service.stop(0)
    try service.upgrade(0, to: 2, offeringSince: 2)
    service.start(0)
    try service.check(0, passed: true)
    #expect(!service.isServed(1...1) && !service.isServed(2...2) && service.isServed(1...2))
  }

  @Test("refuses to upgrade what is up, and to go back")
  func upgrades() throws {
    let service = Microservice(instances: 1, version: 2)
    #expect(throws: MicroserviceError.isUp(instance: 0)) {
      try service.upgrade(0, to: 3, offeringSince: 3)
    }
    service.stop(0)
    #expect(throws: MicroserviceError.notLater(version: 1, than: 2)) {
      try service.upgrade(0, to: 1, offeringSince: 1)
    }
    #expect(service.version(of: 0) == 2 && !service.isServed(2...2))
  }

  @Test("does not take a late check for a sign of life")
  func lateCheck() {
    let service = Microservice(instances: 1)
    service.stop(0)
    #expect(throws: MicroserviceError.isDown(instance: 0)) { try service.check(0, passed: true) }
    #expect(!service.canHandle(0, 1...1))
  }
}
