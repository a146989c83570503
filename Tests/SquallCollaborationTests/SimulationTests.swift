import CollaborationSimulation
import Testing

/// Some workshops by chance; `.ci/simulate` runs many more, from a release build.
@Suite struct SimulationTests {
  @Test(arguments: 0..<60 as Range<UInt64>)
  func `every board is the fold of the host's log, whatever the links and the disk do`(
    seed: UInt64
  ) {
    var simulation = Simulation(seed: seed)
    #expect(simulation.outcome() == [])
    #expect(simulation.entryCount >= 10, "seed \(seed)")
  }
}
