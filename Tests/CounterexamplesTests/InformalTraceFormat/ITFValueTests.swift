import SpecLanguage
import Testing

@testable import Counterexamples

@Suite("Values in the Informal Trace Format")
struct ITFValueTests {
  @Test("Every value of every kind of type comes back as it was", arguments: SampleTypes.all)
  func roundTrip(name: String, type: Type) throws {
    let spec = SampleTypes.spec
    let decoder = ITFValueDecoder(spec: spec)
    let values = spec.values(of: type)
    #expect(values.count == spec.cardinality(of: type))
    for value in values {
      let text = spec.itfValue(value, as: type).text(pretty: true)
      #expect(try decoder.value(JSONValue(parsing: text), as: type, at: "v") == value)
    }
  }

  @Test(
    "Each kind of value has the form that other tools know",
    arguments: [
      (.bool(true), .bool, "true"),
      (.integer(-1), SampleTypes.small, "{\"#bigint\":\"-1\"}"),
      (.identity(1), SampleTypes.client, "\"client2\""),
      (.enumCase(1, []), SampleTypes.mode, "{\"tag\":\"open\",\"value\":{\"#tup\":[]}}"),
      (
        .enumCase(1, [.identity(0)]), SampleTypes.message,
        "{\"tag\":\"from\",\"value\":\"client1\"}"
      ),
      (
        .enumCase(2, [.identity(0), .bool(true)]), SampleTypes.message,
        "{\"tag\":\"sent\",\"value\":{\"#tup\":[\"client1\",true]}}"
      ),
      (.none, .optional(.bool), "{\"tag\":\"None\",\"value\":{\"#tup\":[]}}"),
      (.some(.bool(false)), .optional(.bool), "{\"tag\":\"Some\",\"value\":false}"),
      (
        .structure([.integer(0), .enumCase(0, [])]), SampleTypes.point,
        "{\"x\":{\"#bigint\":\"0\"},\"at\":{\"tag\":\"closed\",\"value\":{\"#tup\":[]}}}"
      ),
      (
        .map([.bool(true), .bool(false)]), .map(key: SampleTypes.client, value: .bool),
        "{\"#map\":[[\"client1\",true],[\"client2\",false]]}"
      ),
      (.set([.identity(1)]), .set(SampleTypes.client), "{\"#set\":[\"client2\"]}"),
      (
        .queue([.bool(true), .bool(true)]), .queue(.bool, capacity: 2), "[true,true]"
      ),
      (
        .bag([.identity(0), .identity(0), .identity(1)]), .bag(SampleTypes.client, capacity: 3),
        "{\"#map\":[[\"client1\",{\"#bigint\":\"2\"}],[\"client2\",{\"#bigint\":\"1\"}]]}"
      ),
    ] as [(Value, Type, String)])
  func form(value: Value, type: Type, text: String) {
    #expect(SampleTypes.spec.itfValue(value, as: type).text(pretty: false) == text)
  }

  @Test(
    "What other tools write in other ways is understood",
    arguments: [
      ("1", SampleTypes.small, .integer(1)),
      ("{\"tag\":\"open\",\"value\":{}}", SampleTypes.mode, .enumCase(1, [])),
      (
        "{\"#map\":[[\"client2\",true],[\"client1\",false]]}",
        .map(key: SampleTypes.client, value: .bool), .map([.bool(false), .bool(true)])
      ),
      (
        "{\"#set\":[\"client2\",\"client1\",\"client2\"]}", .set(SampleTypes.client),
        .set([.identity(0), .identity(1)])
      ),
      (
        "[\"client2\",\"client1\"]", .bag(SampleTypes.client, capacity: 2),
        .bag([.identity(0), .identity(1)])
      ),
      (
        "{\"at\":{\"tag\":\"open\",\"value\":{}},\"x\":0}", SampleTypes.point,
        .structure([.integer(0), .enumCase(1, [])])
      ),
    ] as [(String, Type, Value)])
  func tolerance(text: String, type: Type, value: Value) throws {
    let decoder = ITFValueDecoder(spec: SampleTypes.spec)
    #expect(try decoder.value(JSONValue(parsing: text), as: type, at: "v") == value)
  }

  @Test(
    "What is no value of the type is refused, with the way to it",
    arguments: [
      ("1", .bool, "v: expected a Boolean"),
      ("{\"#bigint\":\"2\"}", SampleTypes.small, "v: expected an integer of -1...1"),
      ("{\"#bigint\":\"x\"}", SampleTypes.small, "v: expected an integer of -1...1"),
      ("\"client3\"", SampleTypes.client, "v: expected one of \"client1\", \"client2\""),
      ("{\"tag\":\"ajar\"}", SampleTypes.mode, "v: expected a variant of Mode"),
      (
        "{\"tag\":\"sent\",\"value\":\"client1\"}", SampleTypes.message,
        "v.value: expected a #tup of 2 values"
      ),
      ("{\"x\":0}", SampleTypes.point, "v: expected a field 'at'"),
      (
        "{\"x\":0,\"y\":1,\"at\":{\"tag\":\"open\",\"value\":{}}}", SampleTypes.point,
        "v: expected no field 'y'"
      ),
      ("null", .optional(.bool), "v: expected a variant Some or None"),
      ("{\"#set\":[]}", .map(key: .bool, value: .bool), "v: expected a #map"),
      ("{\"#map\":[[true]]}", .map(key: .bool, value: .bool), "v: expected a list of pairs"),
      (
        "{\"#map\":[[true,true]]}", .map(key: .bool, value: .bool),
        "v: expected a value for false"
      ),
      (
        "{\"#map\":[[true,true],[true,true]]}", .map(key: .bool, value: .bool),
        "v[true]: expected one value"
      ),
      ("[]", .set(.bool), "v: expected a #set"),
      ("[true,true]", .queue(.bool, capacity: 1), "v: expected a list of at most 1 elements"),
      ("[true,1]", .queue(.bool, capacity: 2), "v[1]: expected a Boolean"),
      ("[true,true]", .bag(.bool, capacity: 1), "v: expected at most 1 elements"),
      (
        "{\"#map\":[[true,9]]}", .bag(.bool, capacity: 3), "v: expected numbers of at most 3"
      ),
    ] as [(String, Type, String)])
  func refusal(text: String, type: Type, message: String) throws {
    let decoder = ITFValueDecoder(spec: SampleTypes.spec)
    let json = try JSONValue(parsing: text)
    let error = #expect(throws: ITFError.self) { try decoder.value(json, as: type, at: "v") }
    #expect(error?.description == message)
  }
}
