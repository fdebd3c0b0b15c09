import CommandLineInterface
import MeshCheck
import Testing

@Suite("A command line")
struct ArgumentParserTests {
  private func parse(_ line: String) throws(UsageError) -> ParsedArguments {
    try ArgumentParser.parse(line.split(separator: " ").map(String.init))
  }

  @Test("may mix options and paths in any order")
  func order() throws {
    let parsed = try parse("verify a.mesh --set n=3 b.mesh --max-states=1_000 -q")
    #expect(parsed.command == .verify)
    #expect(parsed.positionals == ["a.mesh", "b.mesh"])
    #expect(
      parsed.values == [
        .set: [.assignment(name: "n", 3)], .maxStates: [.count(1000)], .quiet: [.flag],
      ])
  }

  @Test("takes everything after a lone -- as it is")
  func doubleDash() throws {
    #expect(try parse("verify -- --quiet -x").positionals == ["--quiet", "-x"])
  }

  @Test("keeps repeated settings in order")
  func repetition() throws {
    let parsed = try parse("verify --set b=1 --sweep c=1...3 --set a=-2 --sweep=d=0...0")
    #expect(parsed.values[.set] == [.assignment(name: "b", 1), .assignment(name: "a", -2)])
    #expect(
      parsed.values[.sweep] == [
        .sweep(name: "c", .range(1...3)), .sweep(name: "d", .range(0...0)),
      ])
  }

  @Test("without a command asks for help, and takes -h and --version alone")
  func noCommand() throws {
    #expect(try ArgumentParser.parse([]) == ParsedArguments(command: .help))
    #expect(try parse("--version").has(.version))
    #expect(try parse("-h").has(.help))
  }

  @Test(
    "understands the values of its options",
    arguments: [
      ("time-limit", "30s", OptionValue.duration(.seconds(30))),
      ("time-limit", "5m", .duration(.seconds(300))),
      ("time-limit", "1h", .duration(.seconds(3600))),
      ("memory", "512MB", .bytes(512 << 20)),
      ("memory", "2GB", .bytes(2 << 30)),
      ("memory", "2048kb", .bytes(2 << 20)),
      ("max-depth", "7", .count(7)),
      ("sweep", "n=-1...4", .sweep(name: "n", .range(-1...4))),
      ("sweep", "n=1,000...2,000", .sweep(name: "n", .range(1000...2000))),
      ("sweep", "n=50,-10,0", .sweep(name: "n", .list([50, -10, 0]))),
      ("sweep", "n=7", .sweep(name: "n", .list([7]))),
      ("format", "junit", .choice("junit")),
      ("trace", "out/traces", .folder("out/traces")),
    ])
  func values(option: String, text: String, expected: OptionValue) throws {
    let name = try #require(OptionName(rawValue: option))
    #expect(try parse("verify --\(option) \(text)").values == [name: [expected]])
  }

  @Test(
    "says what is wrong with it",
    arguments: [
      ("verfy", "there is no command 'verfy'; did you mean 'verify'?"),
      (
        "specs/a.mesh",
        "there is no command 'specs/a.mesh'; to verify it: meshcheck verify specs/a.mesh"
      ),
      ("--quiet", "there is no option '--quiet'"),
      ("verify --quite", "there is no option '--quite'; did you mean '--quiet'?"),
      ("verify --max-state=3", "there is no option '--max-state'; did you mean '--max-states'?"),
      ("verify --zzzzzz", "there is no option '--zzzzzz'"),
      (
        "format --set n=3",
        "'--set' is an option of 'verify', 'simulate', 'mutate', not of 'format'"
      ),
      ("verify --set", "'--set name=value' lacks its value"),
      ("verify --quiet=yes", "'--quiet' takes no value, but was given 'yes'"),
      ("verify --set n", "'n' is no value for '--set name=value': write it like clients=3"),
      ("verify --set =3", "'=3' is no value for '--set name=value': write it like clients=3"),
      (
        "verify --sweep n=4...1",
        "'n=4...1' is no value for '--sweep name=values': write it like clients=1...4 or "
          + "clients=1,2,4"
      ),
      (
        "verify --sweep n=1,000",
        "'n=1,000' is no value for '--sweep name=values': write it like clients=1...4 or "
          + "clients=1,2,4"
      ),
      (
        "verify --sweep n=1,2,1",
        "'n=1,2,1' is no value for '--sweep name=values': write it like clients=1...4 or "
          + "clients=1,2,4"
      ),
      (
        "verify --sweep n=1..4",
        "'n=1..4' is no value for '--sweep name=values': write it like clients=1...4 or "
          + "clients=1,2,4"
      ),
      (
        "verify --time-limit 30",
        "'30' is no value for '--time-limit T': write it like 30s, 5m or 1h"
      ),
      (
        "verify --time-limit 0s",
        "'0s' is no value for '--time-limit T': write it like 30s, 5m or 1h"
      ),
      ("verify --memory 2G", "'2G' is no value for '--memory SIZE': write it like 512MB or 2GB"),
      ("verify --memory 1KB", "'1KB' is no value for '--memory SIZE': write it like 512MB or 2GB"),
      (
        "verify --memory 999999999TB",
        "'999999999TB' is no value for '--memory SIZE': write it like 512MB or 2GB"
      ),
      (
        "verify --max-states 0",
        "'0' is no value for '--max-states N', which is an integer of 1 or more"
      ),
      (
        "verify --max-states 99999999999999999999",
        "'99999999999999999999' is no value for '--max-states N', which is an integer of 1 or more"
      ),
      (
        "verify --format jsno", "'jsno' is no value for '--format FORMAT'; did you mean 'json'?"
      ),
      (
        "verify --format yaml",
        "'yaml' is no value for '--format FORMAT', which is one of text, json, junit"
      ),
      ("verify --format json --format text", "'--format' is given more than once"),
    ])
  func mistakes(line: String, message: String) {
    #expect {
      try parse(line)
    } throws: { error in
      #expect((error as? UsageError)?.message == message)
      return error is UsageError
    }
  }

  @Test("that is wrong ends with exit code 64 and one line of explanation")
  func exitCode() {
    let world = TestWorld()
    #expect(world.run("verify --max-depth none") == 64)
    #expect(world.output == "")
    #expect(
      world.errors
        == "meshcheck: 'none' is no value for '--max-depth N', which is an integer of 1 or more\n")
  }
}
