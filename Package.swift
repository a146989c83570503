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
  products: [.executable(name: "squall", targets: ["squall"])],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2")
  ],
  targets: [
    .executableTarget(
      name: "squall",
      dependencies: [
        "SquallModel", "SquallSessions", "SquallUI",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: strict),
    .testTarget(
      name: "SquallTests", dependencies: ["squall"], exclude: ["Scripts"], swiftSettings: strict),
    .target(name: "SquallExchange", dependencies: ["SquallModel"], swiftSettings: strict),
    .testTarget(
      name: "SquallExchangeTests", dependencies: ["SquallExchange"], exclude: ["Goldens"],
      swiftSettings: strict),
    .target(name: "SquallModel", swiftSettings: strict),
    .testTarget(
      name: "SquallModelTests", dependencies: ["SquallModel"], swiftSettings: strict),
    .target(
      name: "SquallSessions", dependencies: ["SquallModel"], swiftSettings: strict),
    .testTarget(
      name: "SquallSessionsTests", dependencies: ["SquallSessions"], swiftSettings: strict),
    .target(name: "SquallUI", dependencies: ["SquallModel"], swiftSettings: strict),
    .testTarget(
      name: "SquallUITests", dependencies: ["SquallModel", "SquallUI"], swiftSettings: strict),
  ]
)
