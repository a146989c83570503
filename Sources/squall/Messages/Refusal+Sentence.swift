import SquallModel
import SquallUI

extension Refusal {
  /// Why the edit cannot be, for a script.
  var sentence: String { Words.sentence(self, naming: .ids) }
}
