#include "command_end.hpp"

namespace dataarts::cli {

run_end end_of(console const& from) {
  run_end end;
  end.interrupted = from.signals.seen();
  end.reader_gone = from.output.reader_gone();
  end.output_lost = from.output.broken() && !end.reader_gone;
  return end;
}

void say_troubles(console& to, tally const& counted, run_end const& end, std::string_view credential_advice) {
  if (auto const diagnosis = counted.diagnosis(credential_advice); !diagnosis.empty()) to.say(diagnosis);
  if (end.output_lost) to.say("cannot write to standard output: " + to.output.problem());
}

}  // namespace dataarts::cli
