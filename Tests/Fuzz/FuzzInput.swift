import SquallUI

/// What a terminal sends means the same however it is cut into pieces.
func fuzzInput(_ bytes: UnsafeRawBufferPointer) {
  var whole = InputParser()
  var expected = whole.take(bytes)
  expected += whole.flush()

  var single = InputParser()
  var inputs: [TerminalInput] = []
  for byte in bytes { single.take(CollectionOfOne(byte), into: &inputs) }
  inputs += single.flush()
  hold(inputs == expected, "bytes one by one mean something else")
}
