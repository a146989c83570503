// swift-tools-version: 6.2
import PackageDescription

/// Every target is held to the same rules: Swift 6, no warning, every import said aloud.
let strict: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .treatAllWarnings(as: .error),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("InternalImportsByDefault"),
]

let package = Package(
  name: "squall",
  products: [
    .executable(name: "squall", targets: ["squall"]),
    // For the benchmarks, which are a package of their own.
    .library(name: "SquallModel", targets: ["SquallModel"]),
    .library(name: "SquallSessions", targets: ["SquallSessions"]),
    .library(name: "SquallExchange", targets: ["SquallExchange"]),
    .library(name: "SquallUI", targets: ["SquallUI"]),
    .library(name: "SquallTerminal", targets: ["SquallTerminal"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
    .package(url: "https://github.com/apple/swift-log", exact: "1.16.2"),
    .package(url: "https://github.com/apple/swift-nio", exact: "2.101.2"),
  ],
  targets: [
    .target(
      name: "CNcurses",
      linkerSettings: [.linkedLibrary("ncursesw"), .linkedLibrary("tinfo")]),
    // What the C library shows to C alone.
    .target(name: "CLibc"),
    // The page for phones, its files embedded.
    .target(
      name: "CPage", path: "Sources/SquallNetwork/Page",
      exclude: [
        "board.js", "dom.js", "icon.svg", "json.js", "keep.js", "lists.js", "page.css", "page.html",
        "page.js", "scene.js", "sheets.js", "timeline.js", "words.js", "workshop.js",
      ]),
    .executableTarget(
      name: "squall",
      dependencies: [
        "SquallCollaboration", "SquallExchange", "SquallModel", "SquallNetwork", "SquallSessions",
        "SquallTerminal", "SquallUI",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
        .product(name: "Logging", package: "swift-log"),
      ],
      swiftSettings: strict),
    .testTarget(
      name: "SquallTests",
      dependencies: [
        "NetworkTestSupport", "squall", "SquallModel", "SquallUI", "TerminalTestSupport",
      ],
      exclude: ["Scripts"], swiftSettings: strict),
    .target(
      name: "SquallCollaboration", dependencies: ["SquallModel", "SquallSessions"],
      swiftSettings: strict),
    .testTarget(
      name: "SquallCollaborationTests",
      dependencies: [
        "CollaborationSimulation", "SquallCollaboration", "SquallModel", "SquallSessions",
      ], swiftSettings: strict),
    // Live workshops by chance, for the tests and for a program that runs thousands.
    .target(
      name: "CollaborationSimulation",
      dependencies: ["SquallCollaboration", "SquallModel", "SquallSessions"],
      path: "Tests/CollaborationSimulation", swiftSettings: strict),
    .executableTarget(
      name: "Simulate", dependencies: ["CollaborationSimulation"], path: "Tests/Simulate",
      swiftSettings: strict),
    .target(name: "SquallExchange", dependencies: ["SquallModel"], swiftSettings: strict),
    .testTarget(
      name: "SquallExchangeTests", dependencies: ["SquallExchange"], exclude: ["Goldens"],
      swiftSettings: strict),
    .target(name: "SquallModel", swiftSettings: strict),
    .testTarget(
      name: "SquallModelTests", dependencies: ["SquallModel"], swiftSettings: strict),
    .target(
      name: "SquallNetwork",
      dependencies: [
        "CPage", "SquallCollaboration", "SquallModel", "SquallSessions",
        .product(name: "Logging", package: "swift-log"),
        .product(name: "NIOConcurrencyHelpers", package: "swift-nio"),
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOHTTP1", package: "swift-nio"),
        .product(name: "NIOPosix", package: "swift-nio"),
      ],
      exclude: ["Page"], swiftSettings: strict),
    .testTarget(
      name: "SquallNetworkTests",
      dependencies: [
        "NetworkTestSupport", "SquallCollaboration", "SquallModel", "SquallNetwork",
        "SquallSessions",
        .product(name: "NIOConcurrencyHelpers", package: "swift-nio"),
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOHTTP1", package: "swift-nio"),
        .product(name: "NIOPosix", package: "swift-nio"),
      ],
      swiftSettings: strict),
    .target(
      name: "SquallSessions", dependencies: ["CLibc", "SquallModel"], swiftSettings: strict),
    .testTarget(
      name: "SquallSessionsTests", dependencies: ["SquallSessions"], swiftSettings: strict),
    .target(
      name: "SquallTerminal", dependencies: ["CNcurses", "SquallUI"], swiftSettings: strict),
    .testTarget(
      name: "SquallTerminalTests",
      dependencies: [
        "CNcurses", "SquallTerminal", "SquallUI", "TerminalProbe", "TerminalTestSupport",
      ], swiftSettings: strict),
    .target(name: "SquallUI", dependencies: ["SquallModel"], swiftSettings: strict),
    .testTarget(
      name: "SquallUITests", dependencies: ["SquallModel", "SquallUI"],
      exclude: ["Board/Goldens"], swiftSettings: strict),
    // Programs and a screen for tests on a pseudo terminal.
    .executableTarget(
      name: "TerminalProbe", dependencies: ["SquallTerminal", "SquallUI", "TerminalTestSupport"],
      path: "Tests/TerminalProbe", swiftSettings: strict),
    .target(
      name: "NetworkTestSupport", path: "Tests/NetworkTestSupport", swiftSettings: strict),
    .target(
      name: "TerminalTestSupport", dependencies: ["SquallUI"], path: "Tests/TerminalTestSupport",
      swiftSettings: strict),
  ]
)
