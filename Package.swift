// swift-tools-version: 6.2
import PackageDescription

/// The settings of every target: Swift 6, memory safety spelled out, and no warning left standing.
let strict: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .strictMemorySafety(),
  .treatAllWarnings(as: .error),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
]

func module(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
  .target(name: name, dependencies: dependencies, swiftSettings: strict)
}

func tests(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
  .testTarget(
    name: name + "Tests", dependencies: dependencies + ["TestSupport"], swiftSettings: strict)
}

let package = Package(
  name: "MeshCheck",
  products: [
    .executable(name: "meshcheck", targets: ["meshcheck"]),
    .executable(name: "mesh-example", targets: ["mesh-example"]),
    .library(name: "MeshCheck", targets: ["MeshCheck"]),
    .library(name: "MeshComponents", targets: ["MeshComponents"]),
    .library(name: "Conformance", targets: ["Conformance"]),
    .library(name: "ConformanceTesting", targets: ["ConformanceTesting"]),
    .library(name: "Interleavings", targets: ["Interleavings"]),
  ],
  targets: [
    // From text to a typed spec, and what a typed spec means.
    module("SourceText"),
    module("SpecLanguage", ["SourceText"]),
    module("SpecSemantics", ["SpecLanguage", "SourceText"]),

    // From a typed spec to states.
    module("Engine"),
    module("SpecCompiler", ["SpecLanguage", "SourceText", "Engine"]),

    // From states to people.
    module(
      "Counterexamples", ["SourceText", "SpecLanguage", "SpecSemantics", "SpecCompiler", "Engine"]),
    module("MeshComponents"),
    module("MeshExample", ["MeshComponents"]),
    .executableTarget(
      name: "mesh-example", dependencies: ["MeshExample", "MeshComponents"],
      path: "Sources/MeshExampleTool", swiftSettings: strict),
    module("Conformance", ["SourceText", "SpecLanguage", "SpecSemantics"]),
    module("ConformanceTesting", ["Conformance"]),
    module("Interleavings"),
    module(
      "MeshCheck",
      [
        "SourceText", "SpecLanguage", "SpecSemantics", "Engine", "SpecCompiler", "Counterexamples",
      ]),
    module("CommandLineInterface", ["MeshCheck", "Counterexamples", "SourceText", "SpecLanguage"]),
    .executableTarget(
      name: "meshcheck", dependencies: ["CommandLineInterface"], path: "Sources/MeshCheckTool",
      swiftSettings: strict),

    .executableTarget(
      name: "component-benchmarks", dependencies: ["MeshComponents"],
      path: "Benchmarks/components", swiftSettings: strict),

    .target(
      name: "TestSupport",
      dependencies: [
        "SourceText", "SpecLanguage", "SpecSemantics", "Engine", "SpecCompiler", "MeshCheck",
      ],
      path: "Tests/TestSupport", swiftSettings: strict),
    .testTarget(name: "RepositoryTests", swiftSettings: strict),
    tests("SourceText", ["SourceText"]),
    tests("SpecLanguage", ["SourceText", "SpecLanguage"]),
    tests("SpecSemantics", ["SourceText", "SpecLanguage", "SpecSemantics"]),
    tests("Engine", ["Engine"]),
    tests(
      "SpecCompiler",
      [
        "SourceText", "SpecLanguage", "SpecSemantics", "Engine", "SpecCompiler", "MeshCheck",
      ]),
    tests(
      "Counterexamples",
      ["SourceText", "SpecLanguage", "SpecSemantics", "SpecCompiler", "Engine", "Counterexamples"]),
    tests("MeshExample", ["MeshExample", "MeshComponents"]),
    tests("MeshComponents", ["MeshComponents", "Interleavings"]),
    tests(
      "Conformance",
      [
        "Conformance", "ConformanceTesting", "Interleavings", "MeshComponents", "SourceText",
        "SpecLanguage", "SpecSemantics",
      ]),
    tests("Interleavings", ["Interleavings", "MeshComponents"]),
    tests(
      "CommandLineInterface",
      ["CommandLineInterface", "MeshCheck", "Counterexamples", "SourceText", "SpecLanguage"]),
    tests(
      "MeshCheck",
      ["MeshCheck", "Counterexamples", "SpecLanguage", "SourceText", "SpecCompiler", "Engine"]),
  ]
)
