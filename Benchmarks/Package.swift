// swift-tools-version: 6.2
import PackageDescription

// A package of its own, so that who builds squall never builds its benchmarks.
let package = Package(
  name: "squall-bench",
  dependencies: [
    .package(name: "squall", path: "..")
  ],
  targets: [
    .executableTarget(
      name: "squall-bench",
      dependencies: [
        .product(name: "SquallModel", package: "squall"),
        .product(name: "SquallSessions", package: "squall"),
        .product(name: "SquallExchange", package: "squall"),
        .product(name: "SquallUI", package: "squall"),
        .product(name: "SquallTerminal", package: "squall"),
      ],
      swiftSettings: [.swiftLanguageMode(.v6), .treatAllWarnings(as: .error)])
  ]
)
